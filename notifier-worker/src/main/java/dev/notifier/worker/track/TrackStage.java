package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.loop.PartitionAge;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.store.counters.CounterStore;
import dev.notifier.store.effects.EffectAge;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.tracking.CarrierAccountStore;
import dev.notifier.store.tracking.ReceiptMatchStatistics;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.UnconfirmedStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.worker.batches.BatchConsumers;
import dev.notifier.worker.batches.BatchPositions;
import dev.notifier.worker.batches.QuarantineWriter;
import dev.notifier.worker.batches.RecordParts;
import dev.notifier.worker.batches.TopicBatchReader;
import dev.notifier.worker.batches.TopicBatchReader.Source;
import dev.notifier.worker.receipt.CarrierAccounts;
import dev.notifier.worker.receipt.LateReceiptLinker;
import dev.notifier.worker.receipt.MessageIdFormLearner;
import dev.notifier.worker.receipt.ReceiptMatcher;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The track stage: reads journals and receipts, stores the results, and publishes states to {@code
 * notifier.statuses}. While PostgreSQL or Kafka is unavailable it waits and loses nothing. Can be
 * started and stopped once.
 */
public final class TrackStage {
  private static final Logger log = LoggerFactory.getLogger(TrackStage.class);

  private static final String STAGE = "track";

  /** A journal record holds up to a window of responses, so a few of them make a full batch. */
  private static final int MAX_JOURNAL_RECORDS = 200;

  private static final int MAX_RECEIPT_RECORDS = 2_000;
  private final List<TopicBatchReader<?>> readers;
  private final MessageIdFormLearner forms;
  private final CarrierAccounts accounts;
  private final OverdueSweeper overdue;
  private final Sweeps sweeps;

  /**
   * What the stage works with.
   *
   * @param topicIds asks Kafka for the id of a topic
   * @param beforeSweep throws if PostgreSQL lacks what was processed: a sweep would end what
   *     continued after the backup
   * @param quarantine takes the records that cannot be processed
   * @param statuses publishes states and writes the quarantine; shared, not closed by this stage.
   *     Its {@code delivery.timeout.ms} must be below the consumers' {@code max.poll.interval.ms},
   *     5 minutes
   */
  public record Context(
      BatchConsumers consumers,
      DataSource dataSource,
      Producer<byte[], byte[]> statuses,
      Map<String, RouteConfig> routes,
      Clock clock,
      MeterRegistry registry,
      Function<String, UUID> topicIds,
      Runnable beforeSweep,
      Quarantine quarantine) {}

  public TrackStage(Context context) {
    Map<String, RouteConfig> routes = context.routes();
    TrackMetrics metrics = new TrackMetrics(context.registry());
    TrackStore store = new TrackStore(context.dataSource());
    SweepStore sweepStore = new SweepStore(context.dataSource());
    StatusPublisher publisher = new StatusPublisher(context.statuses());
    StateUpdater updater = new StateUpdater(store, publisher, routes, metrics);
    accounts = new CarrierAccounts(routes, new CarrierAccountStore(context.dataSource()));
    forms =
        new MessageIdFormLearner(
            accounts, new ReceiptMatchStatistics(context.dataSource()), metrics::matchRate);
    overdue = new OverdueSweeper(store, sweepStore, metrics);
    sweeps =
        new Sweeps(
            () -> {
              context.beforeSweep().run();
              return sweepStore.now();
            },
            context.clock(),
            metrics);
    addReceiptSweeps(context, updater, publisher, store, sweepStore, metrics);
    sweeps.add("planned-past-expiry", overdue);
    addGauges(context, metrics);
    readers = readers(context, new ReceiptMatcher(store, forms), updater, metrics);
  }

  private void addReceiptSweeps(
      Context context,
      StateUpdater updater,
      StatusPublisher publisher,
      TrackStore store,
      SweepStore sweepStore,
      TrackMetrics metrics) {
    UnmatchedReceiptStore unmatched = new UnmatchedReceiptStore(context.dataSource());
    sweeps.add(
        "message-id-forms",
        now -> {
          forms.exchange();
          return Duration.ZERO;
        });
    sweeps.add(
        "missing-receipts",
        new NoReceiptSweeper(store, sweepStore, publisher, context.routes(), metrics));
    sweeps.add(
        "unmatched-receipts",
        new UnmatchedReceiptSweeper(
            unmatched,
            accounts,
            new LateReceiptLinker(
                store, sweepStore, unmatched, accounts, forms, metrics::otherNumbers),
            updater,
            metrics));
    sweeps.add("expired-receipts", new ExpiredReceiptSweeper(store, sweepStore, metrics));
  }

  private void addGauges(Context context, TrackMetrics metrics) {
    sweeps.add(
        "unconfirmed",
        new UnconfirmedGauge(
            new UnconfirmedStore(context.dataSource()), context.routes(), metrics));
    CounterStore counters = new CounterStore(context.dataSource());
    sweeps.add(
        "unfolded-counters",
        now -> {
          metrics.unfolded(counters.oldestUnfolded());
          return Duration.ZERO;
        });
    EffectAge effects = new EffectAge(context.dataSource());
    sweeps.add(
        "due-effects",
        now -> {
          metrics.effects(effects.oldest());
          return Duration.ZERO;
        });
  }

  private List<TopicBatchReader<?>> readers(
      Context context, ReceiptMatcher matcher, StateUpdater updater, TrackMetrics metrics) {
    ReceiptHandler receipts =
        new ReceiptHandler(accounts, matcher, updater, forms, context.routes(), metrics);
    return List.of(
        reader(
            new Source<>(
                STAGE,
                Topics.BINDS,
                Topics.GROUP_TRACK_JOURNAL,
                MAX_JOURNAL_RECORDS,
                RecordFormats.JOURNAL,
                new JournalParts()),
            new JournalHandler(accounts, matcher, updater, forms, receipts, metrics),
            context,
            metrics),
        reader(
            new Source<>(
                STAGE,
                Topics.RECEIPTS,
                Topics.GROUP_TRACK_RECEIPTS,
                MAX_RECEIPT_RECORDS,
                RecordFormats.INBOUND,
                new RecordParts<InboundRecord>() {}),
            receipts,
            context,
            metrics));
  }

  private static <T extends VersionedRecord> TopicBatchReader<T> reader(
      Source<T> source, TopicBatchReader.Batch<T> handler, Context context, TrackMetrics metrics) {
    return new TopicBatchReader<>(
        source,
        handler,
        context.consumers(),
        new QuarantineWriter(context.statuses(), context.quarantine()),
        new BatchPositions(
            source.group(),
            source.topic(),
            new PositionStore(context.dataSource()),
            context.topicIds()),
        metrics,
        context.clock());
  }

  public void start() {
    readers.forEach(TopicBatchReader::start);
    sweeps.start();
    log.info("Track reads responses and receipts");
  }

  /** Returns when the current batches are stored and committed, or after Spring Kafka's 10 s. */
  public void stop() {
    sweeps.stop();
    readers.forEach(TopicBatchReader::stop);
  }

  /** What prevents progress, each with what to do; empty if nothing does. Cheap. */
  public List<String> problems() {
    return Stream.concat(readers.stream().map(TopicBatchReader::error), sweeps.problems().stream())
        .filter(Objects::nonNull)
        .toList();
  }

  /** The partitions on which a record waits, the oldest of each topic first. */
  public List<PartitionAge> waiting() {
    return readers.stream().flatMap(reader -> reader.waiting().stream()).toList();
  }

  /** What does not prevent progress but needs attention, each with what to do. Cheap. */
  public List<String> warnings() {
    return Stream.concat(forms.warnings().stream(), overdue.warnings().stream()).toList();
  }
}
