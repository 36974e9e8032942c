package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.loop.BatchHandler;
import dev.notifier.kafka.loop.BatchResult;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.kafka.loop.PolledBatch;
import dev.notifier.store.plan.PlanOutcome;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.PlannedNotification.Message;
import dev.notifier.worker.routes.SessionRoundRobin;
import dev.notifier.worker.templates.BatchTemplates;
import dev.notifier.worker.templates.TemplateProvider;
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
 * Plans a batch of one lane: PostgreSQL has it before Kafka does, and what Kafka gets is made from
 * what PostgreSQL has.
 */
final class PlanHandler implements BatchHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PlanHandler.class);

  private final Lane lane;
  private final LoopContext tools;
  private final PlanStore store;
  private final EventPlanner planner;
  private final TemplateProvider wordings;
  private final SessionRoundRobin spread;
  private final PlanCounts counts;

  PlanHandler(Lane lane, LoopContext tools, PlanStage.Rooms rooms, SessionRoundRobin spread) {
    this.lane = lane;
    this.tools = tools;
    this.store = rooms.store();
    this.planner = rooms.planner();
    this.wordings = rooms.wordings();
    this.spread = spread;
    this.counts = new PlanCounts(tools.meters(), lane);
  }

  @Override
  public BatchResult handle(PolledBatch batch) throws SQLException, InterruptedException {
    BatchTemplates inForce = new BatchTemplates(wordings);
    PlanCounts.Tally tally = new PlanCounts.Tally();
    List<PlannedEvent> events = new ArrayList<>(batch.records().count());
    List<byte @Nullable []> keys = new ArrayList<>(batch.records().count());
    for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
      Optional<EventRecord> event = EventRecordReader.read(record.value());
      if (event.isEmpty()) {
        unreadable(record, tally);
        continue;
      }
      PlannedNotification planned = planner.plan(event.get(), lane, inForce);
      events.add(
          new PlannedEvent(event.get().digest(), record.partition(), record.offset(), planned));
      keys.add(record.key());
    }
    tools.steps().reached(Step.BEFORE_STORE);
    UUID topicId = Objects.requireNonNull(batch.topicIds().get(Topics.events(lane)));
    List<PlanOutcome> outcomes = store.store(topicId, tools.clock().instant(), events);
    tools.steps().reached(Step.STORED);
    return new BatchResult(records(outcomes, keys, tally), Map.of(), () -> counts.add(tally));
  }

  private List<ProducerRecord<byte[], byte[]>> records(
      List<PlanOutcome> outcomes, List<byte @Nullable []> keys, PlanCounts.Tally tally) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(2 * outcomes.size());
    for (int i = 0; i < outcomes.size(); i++) {
      PlanOutcome outcome = outcomes.get(i);
      PlannedNotification stored = outcome.notification();
      if (stored == null) {
        tally.count(PlanMetrics.DUPLICATES, 1);
        continue;
      }
      if (outcome.kind() == PlanOutcome.Kind.REPLAYED) {
        tally.count(PlanMetrics.REPLAYED, 1);
      }
      Message message = stored.message();
      if (message != null) {
        records.add(submit(stored, message, keys.get(i)));
        tally.count(PlanMetrics.PLANNED, 1);
        tally.count(PlanMetrics.SEGMENTS, message.segments());
      } else if (stored.reason() != null) {
        tally.skipped(stored.reason());
      }
      records.add(status(stored));
    }
    return records;
  }

  private ProducerRecord<byte[], byte[]> submit(
      PlannedNotification stored, Message message, byte @Nullable [] key) {
    return new ProducerRecord<>(
        Topics.submit(message.route(), lane),
        spread.nextPartition(message.route()),
        key,
        RecordJson.write(planner.submit(stored, message)));
  }

  /** Keyed by the notification, so that its states stay in order. */
  private static ProducerRecord<byte[], byte[]> status(PlannedNotification stored) {
    return new ProducerRecord<>(
        Topics.STATUSES,
        stored.id().toString().getBytes(StandardCharsets.UTF_8),
        RecordJson.write(PlanRecords.status(stored)));
  }

  private static void unreadable(ConsumerRecord<?, ?> record, PlanCounts.Tally tally) {
    LOG.warn(
        "No event at {}-{} offset {}: look for another writer on this topic",
        record.topic(),
        record.partition(),
        record.offset());
    tally.count(PlanMetrics.UNREADABLE, 1);
  }
}
