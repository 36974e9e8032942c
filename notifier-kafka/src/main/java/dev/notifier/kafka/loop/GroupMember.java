package dev.notifier.kafka.loop;

import dev.notifier.kafka.loop.BatchResult.Hold;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
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

  private final LoopContext context;
  private final BatchHandler handler;
  private final LagGauge lag;
  private final Timer batchTimer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Transactions transactions;
  private final QueueTrimmer trimmer;
  private final Map<TopicPartition, Instant> heldUntil = new HashMap<>();
  private final Set<TopicPartition> newlyAssigned = new HashSet<>();
  private Map<String, UUID> topicIds = Map.of();
  private boolean paused;
  private long recommittedAt;

  GroupMember(LoopDefinition definition, LoopContext context, BatchHandler handler, LagGauge lag) {
    this.context = context;
    this.handler = handler;
    this.lag = lag;
    this.batchTimer =
        Timer.builder(LoopMetrics.BATCH.id())
            .tag("loop", definition.name())
            .register(context.meters());
    this.transactions = new Transactions(definition, context);
    this.trimmer = new QueueTrimmer(context.admin(), context.nanoTime(), definition.trimPeriod());
    this.recommittedAt = context.nanoTime().getAsLong();
    this.consumer =
        context
            .clients()
            .groupConsumer(definition.name(), definition.group(), definition.reading());
    consumer.subscribe(definition.topics(), new Listener());
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
    if (!records.isEmpty()) {
      long startedAt = context.nanoTime().getAsLong();
      commit(records, handler.handle(new PolledBatch(records, topicIds)));
      batchTimer.record(context.nanoTime().getAsLong() - startedAt, TimeUnit.NANOSECONDS);
    }
    trimmer.trimIfDue();
    lag.update(consumer);
    recommitIfDue();
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
    transactions.close();
    trimmer.trim();
    consumer.close();
  }

  private void resumeFromCommitted() throws Exception {
    Set<TopicPartition> assigned = consumer.assignment();
    newlyAssigned.addAll(assigned);
    takeOverAssigned();
    Set<TopicPartition> withoutOffset = new HashSet<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(assigned);
    for (TopicPartition partition : assigned) {
      OffsetAndMetadata offset = offsets.get(partition);
      if (offset == null) {
        withoutOffset.add(partition);
      } else {
        consumer.seek(partition, offset);
      }
    }
    StartOffsets.seek(consumer, withoutOffset);
    heldUntil.clear();
    consumer.resume(assigned);
    paused = false;
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration wait) {
    try {
      return consumer.poll(wait);
    } catch (InvalidOffsetException e) {
      // None is committed, or the committed one is outside the log.
      StartOffsets.seek(consumer, e.partitions());
      return ConsumerRecords.empty();
    }
  }

  /** Takes over newly assigned partitions, so that their former owners can no longer commit. */
  private void takeOverAssigned() throws Exception {
    if (newlyAssigned.isEmpty() && (transactions.isOpen() || consumer.assignment().isEmpty())) {
      return;
    }
    transactions.takeOver(consumer.assignment(), newlyAssigned);
    topicIds = transactions.topicIds(consumer.assignment());
    newlyAssigned.clear();
  }

  private void commit(ConsumerRecords<byte[], byte[]> records, BatchResult result) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(records.nextOffsets());
    result
        .holds()
        .forEach((partition, hold) -> next.put(partition, new OffsetAndMetadata(hold.offset())));
    result
        .holds()
        .forEach((partition, hold) -> removeIfNothingDone(records, partition, hold, next));
    if (!next.isEmpty()) {
      transactions.write(result.records(), next, consumer.groupMetadata());
      context.steps().reached(Step.COMMITTED);
      result.afterCommit().run();
      trimmer.committed(next);
    }
    result.holds().forEach(this::hold);
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
    heldUntil.put(partition, hold.until().isBefore(earliest) ? earliest : hold.until());
  }

  private void resumeDuePartitions() {
    if (heldUntil.isEmpty()) {
      return;
    }
    Instant now = context.clock().instant();
    Set<TopicPartition> due = new HashSet<>();
    heldUntil.forEach((partition, until) -> {
      if (!until.isAfter(now)) {
        due.add(partition);
      }
    });
    consumer.resume(due);
    heldUntil.keySet().removeAll(due);
  }

  private Duration timeToNextDue() {
    Instant now = context.clock().instant();
    Duration wait = MAX_POLL;
    for (Instant until : heldUntil.values()) {
      Duration remaining = Duration.between(now, until);
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
    for (TopicPartition partition : consumer.assignment()) {
      positions.put(partition, new OffsetAndMetadata(consumer.position(partition)));
    }
    consumer.commitSync(positions);
  }

  /** Only records the changes; the work follows between polls, where it may fail and wait. */
  private final class Listener implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      newlyAssigned.addAll(partitions);
      if (paused) {
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      newlyAssigned.removeAll(partitions);
      heldUntil.keySet().removeAll(partitions);
      Set<TopicPartition> kept = new HashSet<>(consumer.assignment());
      kept.removeAll(partitions);
      transactions.closeUnlessIdOf(kept);
    }
  }
}
