package dev.notifier.worker.inbound;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.PartitionAge;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.inbox.InboxStore;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.worker.batches.BatchConsumers;
import dev.notifier.worker.batches.BatchPositions;
import dev.notifier.worker.batches.QuarantineWriter;
import dev.notifier.worker.batches.RecordParts;
import dev.notifier.worker.batches.TopicBatchReader;
import dev.notifier.worker.batches.TopicBatchReader.Source;
import dev.notifier.worker.inbound.InboundBatch.Wake;
import dev.notifier.worker.inbound.assembly.InboundRecordReader;
import dev.notifier.worker.inbound.assembly.MessageDecoding;
import dev.notifier.worker.knowledge.PublishedKnowledge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stage inbound: reads messages from persons, decides what they mean, and answers. A batch is
 * one transaction of PostgreSQL, and its answers are published from there, so each message is
 * answered once, whenever a worker dies. While PostgreSQL or Kafka is unavailable it waits and
 * loses nothing. Can be started and stopped once.
 */
public final class InboundStage {
  private static final Logger log = LoggerFactory.getLogger(InboundStage.class);

  private static final String STAGE = "inbound";
  private static final int MAX_RECORDS = 500;

  /** A person waits for the answer. */
  private static final Duration GATHER = Duration.ofMillis(20);

  private final TopicBatchReader<InboundRecord> reader;
  private final OutboxPublisher outbox;
  private final SegmentSweep segments;

  /**
   * What the stage works with.
   *
   * @param producer publishes answers and writes the quarantine; shared, not closed by this stage
   * @param privacyKey {@code notifier.privacy-key}
   * @param nanoTime a monotonic clock
   * @param topicIds asks Kafka for the id of a topic
   * @param beforeSweep throws if PostgreSQL lacks what was processed
   * @param quarantine takes the records that cannot be processed
   * @param queries called when there are queries; must not block
   * @param steps where tests let the stage crash
   */
  public record Context(
      BatchConsumers consumers,
      DataSource dataSource,
      Producer<byte[], byte[]> producer,
      Map<String, RouteConfig> routes,
      InboundAddresses addresses,
      PublishedKnowledge knowledge,
      String privacyKey,
      Clock clock,
      LongSupplier nanoTime,
      MeterRegistry registry,
      Function<String, UUID> topicIds,
      Runnable beforeSweep,
      Quarantine quarantine,
      Runnable queries,
      InboxStore inbox,
      LoopStepListener steps) {}

  public InboundStage(Context context) {
    InboundStores stores = InboundStores.of(context.dataSource(), context.inbox());
    InboundMeters meters = new InboundMeters(context.registry());
    MessageDecoding decoding = new MessageDecoding(context.routes());
    InboundProcessor processor =
        new InboundProcessor(
            stores,
            context.addresses(),
            new Conversations(stores.messages(), stores.sent(), context.routes()),
            context.knowledge(),
            context.privacyKey(),
            meters);
    outbox =
        new OutboxPublisher(
            stores.outbox(), context.producer(), context.steps(), context.nanoTime());
    Wake wake = new Wake(outbox::wake, context.queries());
    RecipientKey numbers = new RecipientKey(context.privacyKey().getBytes(StandardCharsets.UTF_8));
    reader =
        reader(
            context,
            new InboundBatch(
                stores,
                new InboundRecordReader(numbers),
                decoding,
                processor,
                wake,
                meters,
                context.steps()),
            meters);
    segments =
        new SegmentSweep(
            stores,
            decoding,
            processor,
            wake,
            SegmentSweep.Progress.of(reader, context.clock()),
            context.beforeSweep());
    meters.age("outbox", outbox::oldest);
    meters.age("segments", segments::oldest);
  }

  private static TopicBatchReader<InboundRecord> reader(
      Context context, InboundBatch batch, InboundMeters meters) {
    return new TopicBatchReader<>(
        new Source<>(
            STAGE,
            Topics.INBOUND,
            Topics.GROUP_TRACK_INBOUND,
            MAX_RECORDS,
            RecordFormats.INBOUND,
            new RecordParts<>() {}),
        batch,
        context.consumers().gathering(GATHER),
        new QuarantineWriter(context.producer(), context.quarantine()),
        new BatchPositions(
            Topics.GROUP_TRACK_INBOUND,
            Topics.INBOUND,
            new PositionStore(context.dataSource()),
            context.topicIds()),
        meters,
        context.clock());
  }

  /** Starts reading. Called once. */
  public void start() {
    outbox.start();
    reader.start();
    segments.start();
    log.info("The stage inbound reads messages from persons");
  }

  /** Says that the outbox has answers of others. Never blocks. */
  public void publishAnswers() {
    outbox.wake();
  }

  /** Returns when the current batch is stored and committed, or after Spring Kafka's 10 s. */
  public void stop() {
    segments.stop();
    reader.stop();
    outbox.stop();
  }

  /** What prevents progress, each with what to do; empty if nothing does. Cheap. */
  public List<String> problems() {
    return Stream.of(reader.error(), outbox.error(), segments.error())
        .filter(Objects::nonNull)
        .toList();
  }

  /** The partitions on which a record waits, the oldest first. */
  public List<PartitionAge> waiting() {
    return reader.waiting();
  }
}
