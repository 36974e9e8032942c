package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.loop.BatchHandler;
import dev.notifier.kafka.loop.BatchResult;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.kafka.loop.PolledBatch;
import dev.notifier.store.plan.PlanOutcome;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.PlannedNotification.Message;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.worker.routes.SessionRoundRobin;
import dev.notifier.worker.templates.BatchTemplates;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans batches of one lane. PostgreSQL commits first; the records for Kafka are produced from the
 * stored rows.
 */
final class PlanHandler implements BatchHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PlanHandler.class);

  private final Lane lane;
  private final LoopContext context;
  private final PlanStage.Dependencies dependencies;
  private final SessionRoundRobin sessions;
  private final PlanCounts counts;

  PlanHandler(
      Lane lane,
      LoopContext context,
      PlanStage.Dependencies dependencies,
      SessionRoundRobin sessions) {
    this.lane = lane;
    this.context = context;
    this.dependencies = dependencies;
    this.sessions = sessions;
    this.counts = new PlanCounts(context.meters(), lane);
  }

  /**
   * An event of the batch.
   *
   * @param key the key of the event's record, which its message gets, too
   * @param segments the segments of the planned text; null if nothing is sent
   */
  @SuppressWarnings("ArrayRecordComponent") // The key is passed on and never compared.
  private record Planned(
      PlannedEvent event, byte @Nullable [] key, @Nullable SegmentedText segments) {}

  @Override
  public BatchResult handle(PolledBatch batch) throws SQLException, InterruptedException {
    PlanCounts.Batch batchCounts = new PlanCounts.Batch();
    List<Planned> planned = plan(batch, batchCounts);
    context.steps().reached(Step.BEFORE_STORE);
    UUID topicId = Objects.requireNonNull(batch.topicIds().get(Topics.events(lane)));
    List<PlanOutcome> outcomes =
        dependencies
            .store()
            .store(
                topicId, context.clock().instant(), planned.stream().map(Planned::event).toList());
    context.steps().reached(Step.STORED);
    return new BatchResult(
        records(planned, outcomes, batchCounts), Map.of(), () -> counts.add(batchCounts));
  }

  private List<Planned> plan(PolledBatch batch, PlanCounts.Batch batchCounts)
      throws InterruptedException {
    BatchTemplates templates = new BatchTemplates(dependencies.templates());
    List<Planned> planned = new ArrayList<>(batch.records().count());
    for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
      Optional<EventRecord> event = EventRecordReader.read(record.value());
      if (event.isEmpty()) {
        skipUnreadable(record, batchCounts);
        continue;
      }
      EventPlanner.Plan plan = dependencies.planner().plan(event.get(), lane, templates);
      PlannedEvent positioned =
          new PlannedEvent(
              event.get().digest(), record.partition(), record.offset(), plan.notification());
      planned.add(new Planned(positioned, record.key(), plan.segments()));
    }
    return planned;
  }

  private List<ProducerRecord<byte[], byte[]>> records(
      List<Planned> planned, List<PlanOutcome> outcomes, PlanCounts.Batch batchCounts) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(2 * outcomes.size());
    for (int i = 0; i < outcomes.size(); i++) {
      PlanOutcome outcome = outcomes.get(i);
      PlannedNotification stored = outcome.notification();
      if (stored == null) {
        batchCounts.count(PlanMetrics.DUPLICATES, 1);
        continue;
      }
      boolean replayed = outcome.kind() == PlanOutcome.Kind.REPLAYED;
      if (replayed) {
        batchCounts.count(PlanMetrics.REPLAYED, 1);
      }
      Message message = stored.message();
      if (message != null) {
        SegmentedText segments = replayed ? null : planned.get(i).segments();
        records.add(submitRecord(stored, message, segments, planned.get(i).key()));
        batchCounts.count(PlanMetrics.PLANNED, 1);
        batchCounts.count(PlanMetrics.SEGMENTS, message.segments());
      } else if (stored.reason() != null) {
        batchCounts.countSkipped(stored.reason());
      }
      records.add(statusRecord(stored));
    }
    return records;
  }

  /**
   * @param segments the segments of a text planned in this batch; null for a replay, whose stored
   *     text is segmented again
   */
  private ProducerRecord<byte[], byte[]> submitRecord(
      PlannedNotification stored,
      Message message,
      @Nullable SegmentedText segments,
      byte @Nullable [] key) {
    WireProfile profile = dependencies.planner().profile(message.route());
    SubmitRecord record =
        PlanRecords.submit(
            stored,
            message,
            segments == null ? PlanRecords.segment(message, profile) : segments,
            profile.concatenation());
    return new ProducerRecord<>(
        Topics.submit(message.route(), lane),
        sessions.nextPartition(message.route()),
        key,
        RecordJson.write(record));
  }

  /** Keyed by the notification, so that its states stay in order. */
  private static ProducerRecord<byte[], byte[]> statusRecord(PlannedNotification stored) {
    return new ProducerRecord<>(
        Topics.STATUSES,
        stored.id().toString().getBytes(StandardCharsets.UTF_8),
        RecordJson.write(PlanRecords.status(stored)));
  }

  private static void skipUnreadable(ConsumerRecord<?, ?> record, PlanCounts.Batch batchCounts) {
    LOG.warn(
        "Skipped a record that is not an event: topic {}, partition {}, offset {}; check whether"
            + " another program writes to this topic",
        record.topic(),
        record.partition(),
        record.offset());
    batchCounts.count(PlanMetrics.UNREADABLE, 1);
  }
}
