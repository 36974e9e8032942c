package dev.notifier.worker.track;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.FailureDescription;
import dev.notifier.store.tracking.InboundMessageStore;
import dev.notifier.store.tracking.ReceiptMatchStatistics;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.UnconfirmedStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.worker.track.TopicBatchReader.Source;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The track stage: journals, receipts and replies into the store, states onto {@code
 * notifier.statuses}. While PostgreSQL or Kafka is away it waits and loses nothing. Started and
 * stopped once.
 */
public final class TrackStage {
  private static final Logger log = LoggerFactory.getLogger(TrackStage.class);

  /** A journal record holds up to a window of answers, so few of them make a good batch. */
  private static final int MAX_JOURNAL_RECORDS = 200;

  private static final int MAX_INBOUND_RECORDS = 2_000;
  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

  private final List<TopicBatchReader> readers = new ArrayList<>();
  private final MessageIdFormLearner ids;
  private final TrackingSweeper sweeper;
  private final UnmatchedReceiptSweep waiting;
  private final UnconfirmedGauge unconfirmed;
  private final ScheduledExecutorService sweeps;
  private volatile @Nullable String sweepTrouble;

  /**
   * @param statuses shared, not closed here; its {@code delivery.timeout.ms} must stay below the
   *     consumers' {@code max.poll.interval.ms}, 5 minutes
   */
  public TrackStage(
      BatchConsumers consumers,
      DataSource dataSource,
      Producer<byte[], byte[]> statuses,
      Map<String, RouteConfig> routes,
      Clock clock,
      MeterRegistry registry) {
    TrackMetrics meters = new TrackMetrics(registry);
    TrackStore store = new TrackStore(dataSource);
    StatusPublisher published = new StatusPublisher(statuses);
    ReceiptMatcher settlement = new ReceiptMatcher(store, published, routes, meters);
    SweepStore sweepStore = new SweepStore(dataSource);
    this.ids = new MessageIdFormLearner(routes, new ReceiptMatchStatistics(dataSource), meters);
    this.sweeper = new TrackingSweeper(store, sweepStore, published, routes, meters, clock);
    this.waiting =
        new UnmatchedReceiptSweep(
            new UnmatchedReceiptSweep.Stores(
                store, sweepStore, new UnmatchedReceiptStore(dataSource)),
            settlement,
            routes,
            ids,
            meters,
            clock);
    this.unconfirmed = new UnconfirmedGauge(new UnconfirmedStore(dataSource), routes, meters);
    this.sweeps =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("track-sweeper").daemon().factory());
    readers.add(
        new TopicBatchReader(
            new Source(Topics.BINDS, Topics.GROUP_TRACK_JOURNAL, MAX_JOURNAL_RECORDS),
            new ResponseReader(store, settlement, ids, meters),
            consumers,
            meters,
            clock));
    readers.add(
        new TopicBatchReader(
            new Source(Topics.RECEIPTS, Topics.GROUP_TRACK_RECEIPTS, MAX_INBOUND_RECORDS),
            new ReceiptRecordReader(store, settlement, routes, ids, meters, clock),
            consumers,
            meters,
            clock));
    readers.add(
        new TopicBatchReader(
            new Source(Topics.INBOUND, Topics.GROUP_TRACK_INBOUND, MAX_INBOUND_RECORDS),
            new InboundMessageReader(new InboundMessageStore(dataSource), meters),
            consumers,
            meters,
            clock));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A sweep catches what it throws.
  public void start() {
    readers.forEach(TopicBatchReader::start);
    long seconds = SWEEP_INTERVAL.toSeconds();
    sweeps.execute(this::hear);
    sweeps.scheduleWithFixedDelay(this::sweep, seconds, seconds, TimeUnit.SECONDS);
    log.info("Track reads answers, receipts and replies");
  }

  /** Returns when the batches under way are stored and committed, or after Spring Kafka's 10 s. */
  public void stop() {
    sweeps.shutdown();
    readers.forEach(TopicBatchReader::stop);
  }

  /** What is wrong, each with what to do; empty when all is well. Cheap. */
  public List<String> troubles() {
    return Stream.concat(
            readers.stream().map(TopicBatchReader::error), Stream.ofNullable(sweepTrouble))
        .filter(Objects::nonNull)
        .toList();
  }

  /** What does not stop the stage and should be looked at, each with what to do. Cheap. */
  public List<String> warnings() {
    return ids.warnings();
  }

  /** What other workers, or this one before, have learned about ids. */
  private void hear() {
    try {
      ids.exchange();
    } catch (RuntimeException e) {
      log.debug("The forms of ids are not known yet: {}", FailureDescription.of(e));
    }
  }

  private void sweep() {
    try {
      ids.exchange();
      sweeper.sweep();
      waiting.sweep();
      unconfirmed.refresh();
      sweepTrouble = null;
    } catch (RuntimeException e) {
      // The next sweep goes on where this one stopped.
      String words = FailureDescription.of(e);
      sweepTrouble = "the sweep for missing receipts failed: " + words;
      log.warn("The sweep for missing receipts failed and is tried again in a minute: {}", words);
    }
  }
}
