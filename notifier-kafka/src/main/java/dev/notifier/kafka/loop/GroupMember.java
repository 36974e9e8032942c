package dev.notifier.kafka.loop;

import dev.notifier.kafka.batch.BatchHandler;
import dev.notifier.kafka.batch.BatchIsolation;
import dev.notifier.kafka.batch.BatchResult;
import dev.notifier.kafka.batch.BatchResult.Hold;
import dev.notifier.kafka.batch.PartOfBatch;
import dev.notifier.kafka.batch.PolledBatch;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.kafka.positions.CommittedOffsets;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A loop's member of its consumer group: the consumer, the transactions for its partitions, and the
 * partitions that wait. Used by one thread.
 */
final class GroupMember implements AutoCloseable {
  private static final Duration MAX_POLL = Duration.ofMillis(200);

  /** A partition waits at least this long, which limits the number of fetches. */
  private static final Duration MIN_HOLD = Duration.ofMillis(100);

  /** Much shorter than the days after which brokers delete offsets that are not committed again. */
  private static final long RECOMMIT_NANOS = TimeUnit.HOURS.toNanos(1);

  private final LoopDefinition definition;
  private final LoopContext context;
  private final BatchHandler handler;
  private final LagGauge lag;
  private final PartitionAges ages;
  private final Timer batchTimer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Continuation continuation;
  private final Transactions transactions;
  private final QueueTrimmer trimmer;
  private final CommittedOffsets offsets = new CommittedOffsets();
  private final BatchIsolation<ConsumerRecord<byte[], byte[]>> isolation;
  private final Map<TopicPartition, Hold> held = new HashMap<>();
  private final Set<TopicPartition> newlyAssigned = new HashSet<>();
  private Map<String, UUID> topicIds = Map.of();
  private boolean paused;
  private long recommittedAt;

  /**
   * @param ages kept when the loop continues as another member
   * @param isolation kept when the loop continues as another member
   */
  GroupMember(
      LoopDefinition definition,
      LoopContext context,
      BatchHandler handler,
      LagGauge lag,
      PartitionAges ages,
      BatchIsolation<ConsumerRecord<byte[], byte[]>> isolation) {
    this.definition = definition;
    this.context = context;
    this.isolation = isolation;
    this.handler = handler;
    this.lag = lag;
    this.ages = ages;
    this.batchTimer =
        Timer.builder(LoopMetrics.BATCH.id())
            .tag("loop", definition.name())
            .register(context.meters());
    this.transactions = new Transactions(definition, context);
    this.trimmer = new QueueTrimmer(context, definition.trimPeriod(), definition.keep());
    this.recommittedAt = context.nanoTime().getAsLong();
    this.consumer =
        context
            .clients()
            .groupConsumer(definition.name(), definition.group(), definition.reading());
    this.continuation = new Continuation(definition, consumer);
    consumer.subscribe(definition.topicNames(), new Listener());
  }

  /**
   * Polls once and processes the records.
   *
   * @throws Exception when anything fails; the caller must then call {@link #pauseFor}
   */
  void processNext() throws Exception {
    if (paused) {
      resumeFromCommitted();
    }
    resumeDuePartitions();
    ConsumerRecords<byte[], byte[]> records = poll(timeToNextDue());
    takeOverAssigned();
    startWhereStored();
    if (!records.isEmpty()) {
      long startedAt = context.nanoTime().getAsLong();
      process(records);
      batchTimer.record(context.nanoTime().getAsLong() - startedAt, TimeUnit.NANOSECONDS);
    }
    trimmer.trimIfDue();
    lag.update(consumer);
    ages.update(consumer);
    recommitIfDue();
  }

  /** The partitions that stopped, and why. */
  List<String> stopped() {
    return held.values().stream().map(Hold::problem).filter(Objects::nonNull).sorted().toList();
  }

  /** Stays in the group without reading. Then uncommitted records are delivered again. */
  void pauseFor(Duration wait, BooleanSupplier stopping) {
    paused = true;
    transactions.close();
    consumer.pause(consumer.assignment());
    long deadline = context.nanoTime().getAsLong() + wait.toNanos();
    long remaining = wait.toNanos();
    while (remaining > 0 && !stopping.getAsBoolean()) {
      poll(Duration.ofNanos(Math.min(remaining, MAX_POLL.toNanos())));
      remaining = deadline - context.nanoTime().getAsLong();
    }
  }

  /** Leaves the group. An open transaction is aborted by the next owner. */
  @Override
  public void close() {
    ages.revokedAll();
    transactions.close();
    trimmer.trim();
    consumer.close();
  }

  private void resumeFromCommitted() throws Exception {
    Set<TopicPartition> assigned = consumer.assignment();
    newlyAssigned.addAll(assigned);
    takeOverAssigned();
    continuation.forget();
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned);
    for (TopicPartition partition : assigned) {
      OffsetAndMetadata offset = committed.get(partition);
      if (offset == null) {
        continuation.without(partition);
      } else {
        consumer.seek(partition, offset);
        ages.restarted(partition, offset.offset());
      }
    }
    StartOffsets.seek(consumer, continuation.partitions());
    startWhereStored();
    held.clear();
    consumer.resume(assigned);
    paused = false;
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration wait) {
    try {
      return consumer.poll(wait);
    } catch (InvalidOffsetException e) {
      // None is committed, or the committed one is outside the log.
      StartOffsets.seek(consumer, e.partitions());
      continuation.failed(e);
      // The topic may be a new one with the same name.
      newlyAssigned.addAll(e.partitions());
      return ConsumerRecords.empty();
    }
  }

  /** Continues where the stored positions say on partitions without a usable committed offset. */
  private void startWhereStored() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> back = continuation.seek(topicIds);
    offsets.committed(back);
    trimmer.committed(back);
    ages.assigned(back.keySet());
  }

  /** Takes over newly assigned partitions, so that their former owners can no longer commit. */
  private void takeOverAssigned() throws Exception {
    if (newlyAssigned.isEmpty() && (transactions.isOpen() || consumer.assignment().isEmpty())) {
      return;
    }
    transactions.takeOver(consumer.assignment(), newlyAssigned);
    topicIds = transactions.topicIds(consumer.assignment());
    offsets.forget(newlyAssigned);
    continuation.follow(topicIds, newlyAssigned);
    trimmer.assigned(offsets.of(consumer, consumer.assignment()));
    newlyAssigned.clear();
  }

  private void process(ConsumerRecords<byte[], byte[]> polled) throws Exception {
    ages.polled(polled);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(polled.count());
    for (TopicPartition partition : polled.partitions()) {
      all.addAll(polled.records(partition));
    }
    isolation.process(
        all,
        part -> {
          ConsumerRecords<byte[], byte[]> batch =
              part.size() == all.size() ? polled : PartOfBatch.of(polled, part, held.keySet());
          if (!batch.isEmpty()) {
            takeOverAssigned();
            commit(batch, handler.handle(polled(batch)));
          }
        },
        (record, failure) -> reject(polled, record, failure));
  }

  private void reject(
      ConsumerRecords<byte[], byte[]> polled,
      ConsumerRecord<byte[], byte[]> record,
      Exception failure)
      throws Exception {
    ConsumerRecords<byte[], byte[]> alone = PartOfBatch.of(polled, List.of(record), held.keySet());
    QuarantinedRecord quarantined =
        QuarantinedRecord.failed(definition.stage(), record, RedactedError.of(failure))
            .withTopicId(topicIds.get(record.topic()));
    takeOverAssigned();
    commit(alone, handler.reject(polled(alone), quarantined));
  }

  private PolledBatch polled(ConsumerRecords<byte[], byte[]> batch) {
    return new PolledBatch(batch, topicIds, offsets.of(consumer, batch.partitions()));
  }

  private void commit(ConsumerRecords<byte[], byte[]> records, BatchResult result) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(records.nextOffsets());
    // Others have only markers of transactions, and the handler stored no position of them.
    next.keySet().retainAll(records.partitions());
    result
        .holds()
        .forEach((partition, hold) -> next.put(partition, new OffsetAndMetadata(hold.offset())));
    result
        .holds()
        .forEach((partition, hold) -> removeIfNothingDone(records, partition, hold, next));
    if (!next.isEmpty()) {
      write(result, next);
      context.steps().reached(Step.COMMITTED);
      context.quarantine().committed(result.quarantined());
      result.afterCommit().run();
      offsets.committed(next);
      trimmer.committed(next);
      ages.committed(records, next);
    }
    result.holds().forEach(this::hold);
  }

  /** After a failed write the producer is closed, because a part of the batch may follow. */
  private void write(BatchResult result, Map<TopicPartition, OffsetAndMetadata> next) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(result.records());
    result
        .quarantined()
        .forEach(each -> records.add(context.quarantine().toRecord(withTopicId(each))));
    boolean written = false;
    try {
      transactions.write(records, next, consumer.groupMetadata());
      written = true;
    } catch (IllegalStateException e) {
      throw new KafkaException("the transaction cannot be written: " + e.getMessage(), e);
    } finally {
      if (!written) {
        transactions.close();
      }
    }
  }

  private QuarantinedRecord withTopicId(QuarantinedRecord record) {
    return record.topicId() == null
        ? record.withTopicId(topicIds.get(record.source().topic()))
        : record;
  }

  private static void removeIfNothingDone(
      ConsumerRecords<byte[], byte[]> records,
      TopicPartition partition,
      Hold hold,
      Map<TopicPartition, OffsetAndMetadata> next) {
    if (records.records(partition).getFirst().offset() == hold.offset()) {
      next.remove(partition);
    }
  }

  private void hold(TopicPartition partition, Hold hold) {
    Instant earliest = context.clock().instant().plus(MIN_HOLD);
    consumer.seek(partition, hold.offset());
    consumer.pause(Set.of(partition));
    held.put(
        partition,
        hold.until().isBefore(earliest) ? new Hold(hold.offset(), earliest, hold.problem()) : hold);
  }

  private void resumeDuePartitions() {
    if (held.isEmpty()) {
      return;
    }
    Instant now = context.clock().instant();
    Set<TopicPartition> due = new HashSet<>();
    held.forEach((partition, hold) -> {
      if (!hold.until().isAfter(now)) {
        due.add(partition);
      }
    });
    consumer.resume(due);
    held.keySet().removeAll(due);
  }

  private Duration timeToNextDue() {
    Instant now = context.clock().instant();
    Duration wait = MAX_POLL;
    for (Hold hold : held.values()) {
      Duration remaining = Duration.between(now, hold.until());
      wait = remaining.compareTo(wait) < 0 ? remaining : wait;
    }
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Commits the offsets of idle partitions again, before the brokers delete them. */
  private void recommitIfDue() {
    long now = context.nanoTime().getAsLong();
    if (now - recommittedAt < RECOMMIT_NANOS) {
      return;
    }
    recommittedAt = now;
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(consumer.assignment());
    for (TopicPartition partition : consumer.assignment()) {
      OffsetAndMetadata offset = committed.get(partition);
      // Markers of transactions move the consumer's position, but not that in PostgreSQL.
      positions.put(
          partition, offset == null ? new OffsetAndMetadata(consumer.position(partition)) : offset);
    }
    consumer.commitSync(positions);
  }

  /** Only records the changes; the work follows between polls, where it may fail and wait. */
  private final class Listener implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      newlyAssigned.addAll(partitions);
      ages.assigned(partitions);
      if (paused) {
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      newlyAssigned.removeAll(partitions);
      ages.revoked(partitions);
      trimmer.forget(partitions);
      offsets.forget(partitions);
      held.keySet().removeAll(partitions);
      isolation.forget(partitions);
      Set<TopicPartition> kept = new HashSet<>(consumer.assignment());
      kept.removeAll(partitions);
      transactions.closeUnlessIdOf(kept);
    }
  }
}
