package dev.notifier.worker.plan;

import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.sending.QuietHours;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.batch.BatchHandler;
import dev.notifier.kafka.batch.BatchResult;
import dev.notifier.kafka.batch.BatchResult.Hold;
import dev.notifier.kafka.batch.DataFailures;
import dev.notifier.kafka.batch.DecodedBatch;
import dev.notifier.kafka.batch.PolledBatch;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.store.plan.PlanOutcome;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedEvent.KeptRecord;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.PlannedNotification.Message;
import dev.notifier.store.plan.StoredPlan;
import dev.notifier.store.positions.DatabaseBehindException;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.worker.positions.BehindException;
import dev.notifier.worker.routes.SessionRoundRobin;
import dev.notifier.worker.statuses.StatusBatches;
import dev.notifier.worker.templates.BatchTemplates;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Plans batches of one lane. PostgreSQL commits first; the records for Kafka are produced from the
 * stored rows.
 */
final class PlanHandler implements BatchHandler {
  private final Lane lane;
  private final LoopContext context;
  private final PlanStage.Dependencies dependencies;
  private final SessionRoundRobin sessions;
  private final PlanCounts counts;
  private final RejectedEvents rejected;
  private final PlanPositions positions;

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
    this.positions = new PlanPositions(lane);
    this.rejected = new RejectedEvents(lane, context.clock());
  }

  /**
   * An event of the batch.
   *
   * @param source the event's record
   * @param hasNumber whether it came with the number: then its message has the key of its record
   * @param segments the segments of the planned text; null if nothing is sent
   * @param about whom it is about; null if that is unknown
   * @param quietHours when it is not submitted; null if it may be submitted at any time
   */
  private record Planned(
      PlannedEvent event,
      ConsumerRecord<byte[], byte[]> source,
      boolean hasNumber,
      @Nullable SegmentedText segments,
      @Nullable MessageSubject about,
      @Nullable QuietHours quietHours) {}

  @Override
  public BatchResult handle(PolledBatch batch) throws SQLException, InterruptedException {
    PlanCounts.Batch batchCounts = new PlanCounts.Batch();
    DecodedBatch<EventRecord> decoded =
        DecodedBatch.of(batch.records(), EventRecord.FORMAT, PlanStage.NAME);
    List<QuarantinedRecord> quarantined = new ArrayList<>(decoded.unreadable());
    List<Planned> planned = plan(decoded);
    context.steps().reached(Step.BEFORE_STORE);
    List<PlanOutcome> outcomes =
        store(positions.of(batch, decoded.newer()), planned.stream().map(Planned::event).toList());
    context.steps().reached(Step.STORED);
    List<ProducerRecord<byte[], byte[]>> records =
        records(planned, outcomes, quarantined, batchCounts);
    return new BatchResult(records, holds(decoded), quarantined, () -> counts.add(batchCounts));
  }

  /**
   * @throws BehindException if the database was restored from a backup
   */
  private List<PlanOutcome> store(ReadRanges read, List<PlannedEvent> events) throws SQLException {
    try {
      return dependencies.store().store(read, context.clock().instant(), events);
    } catch (DatabaseBehindException e) {
      throw new BehindException(e);
    }
  }

  /** Stores why the event is not planned; what PostgreSQL cannot store is left out. */
  @Override
  public BatchResult reject(PolledBatch batch, QuarantinedRecord record) throws SQLException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    ReadRanges read = positions.of(batch, Map.of());
    boolean isStored = false;
    try {
      PlannedEvent event = rejected.of(record);
      StoredPlan stored =
          event == null
              ? null
              : dependencies.store().reject(read, context.clock().instant(), event);
      isStored = event != null;
      if (stored != null) {
        records.addAll(changes(List.of(stored)));
      }
    } catch (DatabaseBehindException e) {
      throw new BehindException(e);
    } catch (SQLException | RuntimeException e) {
      if (!DataFailures.isCausedByData(e)) {
        throw e;
      }
    }
    if (!isStored) {
      store(read, List.of());
    }
    return new BatchResult(records, Map.of(), List.of(record), () -> {});
  }

  private Map<TopicPartition, Hold> holds(DecodedBatch<EventRecord> decoded) {
    Map<TopicPartition, Hold> holds = new HashMap<>();
    decoded
        .newer()
        .forEach((partition, newer) ->
            holds.put(
                partition,
                Hold.newer(partition, newer.offset(), newer.version(), context.clock().instant())));
    return holds;
  }

  private List<Planned> plan(DecodedBatch<EventRecord> decoded)
      throws SQLException, InterruptedException {
    List<DecodedBatch.Entry<EventRecord>> entries = decoded.readable();
    List<EventRecord> complete =
        dependencies.directory().complete(entries.stream().map(DecodedBatch.Entry::value).toList());
    EventPlanner.Batch known = known(complete);
    List<Planned> planned = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      ConsumerRecord<byte[], byte[]> record = entries.get(i).source();
      EventRecord event = complete.get(i);
      Replaces replaces = ReplacesHeader.of(record);
      boolean released = replaces instanceof Replaces.Deferred;
      EventPlanner.Plan plan = dependencies.planner().plan(event, lane, known, released);
      PlannedEvent positioned =
          new PlannedEvent(
              event.digest(),
              event.time(),
              record.partition(),
              record.offset(),
              replaces,
              plan.dueAt() == null
                  ? kept(record, plan.notification())
                  : deferred(entries.get(i), plan, plan.dueAt()),
              plan.notification(),
              plan.key(),
              supersededBy(event));
      boolean hasNumber = entries.get(i).value().phone() != null;
      planned.add(
          new Planned(
              positioned,
              record,
              hasNumber,
              plan.segments(),
              plan.about(),
              event.rules().quietHours()));
    }
    for (QuarantinedRecord unreadable : decoded.unreadable()) {
      PlannedEvent event = rejected.of(unreadable);
      if (event != null) {
        planned.add(new Planned(event, unreadable.source(), true, null, null, null));
      }
    }
    return planned;
  }

  private EventPlanner.Batch known(List<EventRecord> events) throws SQLException {
    return new EventPlanner.Batch(
        new BatchTemplates(dependencies.templates()),
        dependencies.advertising().of(events),
        dependencies.planner().dependsOnCarriers() ? dependencies.carriers().of(events) : Map.of());
  }

  /** The digest of the event that an event corrects; null if it corrects none. */
  private static @Nullable UUID supersededBy(EventRecord event) {
    String first = event.rules().supersedes();
    return first == null ? null : EventDigest.of(event.tenant(), event.source(), first);
  }

  /** An event that operators may have planned again is kept with its notification. */
  private @Nullable KeptRecord kept(
      ConsumerRecord<byte[], byte[]> record, PlannedNotification planned) {
    FailureReason reason = planned.reason();
    return dependencies.keepsSkipped()
            && planned.state() == NotificationState.SKIPPED
            && reason != null
            && reason.owner() == FailureReason.Owner.OPERATOR
        ? new KeptRecord(record.key(), record.value(), null)
        : null;
  }

  /** Its text will be that of the same version of the template. */
  private static KeptRecord deferred(
      DecodedBatch.Entry<EventRecord> entry, EventPlanner.Plan plan, Instant dueAt) {
    int version = Objects.requireNonNull(plan.notification().message()).template().version();
    return new KeptRecord(
        entry.source().key(), RecordJson.write(entry.value().withTemplateVersion(version)), dueAt);
  }

  private List<ProducerRecord<byte[], byte[]>> records(
      List<Planned> planned,
      List<PlanOutcome> outcomes,
      List<QuarantinedRecord> quarantined,
      PlanCounts.Batch batchCounts) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(outcomes.size() + 1);
    List<StoredPlan> changed = new ArrayList<>(outcomes.size());
    for (int i = 0; i < outcomes.size(); i++) {
      PlanOutcome outcome = outcomes.get(i);
      StoredPlan stored = outcome.stored();
      if (stored == null) {
        batchCounts.count(PlanMetrics.DUPLICATES, 1);
        continue;
      }
      boolean replayed = outcome.kind() == PlanOutcome.Kind.REPLAYED;
      if (outcome.kind() == PlanOutcome.Kind.REPLACED) {
        countReplaced(planned.get(i).event().replaces(), batchCounts);
      }
      if (replayed) {
        batchCounts.count(PlanMetrics.REPLAYED, 1);
        quarantineAgain(stored.notification(), planned.get(i).source(), quarantined);
      }
      Message message = stored.notification().message();
      FailureReason reason = stored.notification().reason();
      if (stored.notification().state() == NotificationState.DEFERRED) {
        batchCounts.count(PlanMetrics.DEFERRED, 1);
      } else if (message != null) {
        SegmentedText segments = replayed ? null : planned.get(i).segments();
        records.add(submitRecord(stored, message, segments, planned.get(i)));
        batchCounts.count(PlanMetrics.PLANNED, 1);
        batchCounts.count(PlanMetrics.SEGMENTS, message.segments());
      } else if (reason != null) {
        batchCounts.countSkipped(reason);
      }
      changed.add(stored);
    }
    records.addAll(changes(changed));
    return records;
  }

  private static void countReplaced(Replaces replaces, PlanCounts.Batch batchCounts) {
    switch (replaces) {
      case Replaces.Skipped _ -> batchCounts.count(PlanMetrics.PLANNED_AGAIN, 1);
      case Replaces.Deferred _ -> batchCounts.count(PlanMetrics.RELEASED, 1);
      case Replaces.Nothing _, Replaces.Rejected _ -> {}
    }
  }

  /** A worker may have ended after it stored a rejection and before Kafka had its record. */
  private static void quarantineAgain(
      PlannedNotification stored,
      ConsumerRecord<byte[], byte[]> source,
      List<QuarantinedRecord> quarantined) {
    boolean known =
        quarantined.stream()
            .anyMatch(each ->
                each.source().partition() == source.partition()
                    && each.source().offset() == source.offset());
    if (stored.reason() == FailureReason.INTERNAL && !known) {
      quarantined.add(
          QuarantinedRecord.failed(PlanStage.NAME, source, "planning it failed before"));
    }
  }

  /**
   * @param segments the segments of a text planned in this batch; null for a replay, whose stored
   *     text is segmented again
   */
  private ProducerRecord<byte[], byte[]> submitRecord(
      StoredPlan stored, Message message, @Nullable SegmentedText segments, Planned planned) {
    WireProfile profile = dependencies.planner().profile(message.route());
    SubmitRecord record =
        PlanRecords.submit(
            stored,
            message,
            segments == null ? PlanRecords.segment(message, profile) : segments,
            profile.concatenation(),
            planned.about(),
            planned.quietHours());
    return new ProducerRecord<>(
        Topics.submit(message.route(), lane),
        sessions.nextPartition(message.route()),
        key(planned, stored),
        RecordFormats.SUBMIT.encode(record));
  }

  /** Of the number to which the message goes, as that of an event that came with it. */
  private byte @Nullable [] key(Planned planned, StoredPlan stored) {
    MobileNumber number = MobileNumber.ofE164(stored.notification().phone());
    return planned.hasNumber() || number == null
        ? planned.source().key()
        : dependencies.directory().recordKey(number);
  }

  private static List<ProducerRecord<byte[], byte[]>> changes(List<StoredPlan> changed) {
    StatusBatches changes = new StatusBatches();
    for (StoredPlan stored : changed) {
      changes.add(stored.notification().event().tenant(), PlanRecords.change(stored));
    }
    return changes.records();
  }
}
