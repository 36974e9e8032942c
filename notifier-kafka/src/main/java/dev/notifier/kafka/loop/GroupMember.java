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
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A loop's membership in its group: the consumer, the transactions of what it was given, the
 * partitions that wait. Used by one thread.
 */
final class GroupMember implements AutoCloseable {
  private static final Duration LONGEST_POLL = Duration.ofMillis(200);

  /** A partition that waits is looked at no more often, so that fetches stay few. */
  private static final Duration SHORTEST_HOLD = Duration.ofMillis(100);

  /** Far within the days after which brokers forget an offset that nobody commits again. */
  private static final long COMMIT_AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final LoopContext tools;
  private final BatchHandler handler;
  private final LagGauge lag;
  private final Timer batches;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Transactions transactions;
  private final QueueTrimmer trimmer;
  private final Map<TopicPartition, Instant> held = new HashMap<>();
  private final Set<TopicPartition> given = new HashSet<>();
  private Map<String, UUID> topicIds = Map.of();
  private boolean resting;
  private long committedAllAt;

  GroupMember(LoopDefinition plan, LoopContext tools, BatchHandler handler, LagGauge lag) {
    this.tools = tools;
    this.handler = handler;
    this.lag = lag;
    this.batches =
        Timer.builder(LoopMetrics.BATCH.id()).tag("loop", plan.name()).register(tools.meters());
    this.transactions = new Transactions(plan, tools);
    this.trimmer = new QueueTrimmer(tools.admin(), tools.nanoTime(), plan.trimPeriod());
    this.committedAllAt = tools.nanoTime().getAsLong();
    this.consumer = tools.clients().groupConsumer(plan.name(), plan.group(), plan.reading());
    consumer.subscribe(plan.topics(), new Listener());
  }

  /**
   * One poll and its work.
   *
   * @throws Exception when anything failed; {@link #rest} must follow
   */
  void round() throws Exception {
    if (resting) {
      goBack();
    }
    resumeDue();
    ConsumerRecords<byte[], byte[]> records = poll(untilNextDue());
    prepare();
    if (!records.isEmpty()) {
      long begun = tools.nanoTime().getAsLong();
      commit(records, handler.handle(new PolledBatch(records, topicIds)));
      batches.record(tools.nanoTime().getAsLong() - begun, TimeUnit.NANOSECONDS);
    }
    trimmer.trimIfDue();
    lag.lookAt(consumer);
    commitAgainIfIdle();
  }

  /** Stays in the group for a while without reading; then what was not committed comes again. */
  void rest(Duration wait, BooleanSupplier stopping) {
    resting = true;
    transactions.drop();
    consumer.pause(consumer.assignment());
    long end = tools.nanoTime().getAsLong() + wait.toNanos();
    long left = wait.toNanos();
    while (left > 0 && !stopping.getAsBoolean()) {
      poll(Duration.ofNanos(Math.min(left, LONGEST_POLL.toNanos())));
      left = end - tools.nanoTime().getAsLong();
    }
  }

  /** Leaves the group. A transaction that is open stays open, for the next owner to end. */
  @Override
  public void close() {
    transactions.drop();
    consumer.close();
  }

  private void goBack() throws Exception {
    Set<TopicPartition> mine = consumer.assignment();
    given.addAll(mine);
    prepare();
    Set<TopicPartition> unknown = new HashSet<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(mine);
    for (TopicPartition partition : mine) {
      OffsetAndMetadata offset = offsets.get(partition);
      if (offset == null) {
        unknown.add(partition);
      } else {
        consumer.seek(partition, offset);
      }
    }
    StartOffsets.seek(consumer, unknown);
    held.clear();
    consumer.resume(mine);
    resting = false;
  }

  private ConsumerRecords<byte[], byte[]> poll(Duration wait) {
    try {
      return consumer.poll(wait);
    } catch (NoOffsetForPartitionException e) {
      StartOffsets.seek(consumer, e.partitions());
      return ConsumerRecords.empty();
    }
  }

  /** Makes what was newly given ours: whoever had it before can commit no more. */
  private void prepare() throws Exception {
    if (given.isEmpty() && (transactions.ready() || consumer.assignment().isEmpty())) {
      return;
    }
    transactions.take(consumer.assignment(), given);
    topicIds = transactions.topicIds(consumer.assignment());
    given.clear();
  }

  private void commit(ConsumerRecords<byte[], byte[]> records, BatchResult work) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(records.nextOffsets());
    work.holds().forEach((tp, hold) -> next.put(tp, new OffsetAndMetadata(hold.offset())));
    work.holds().forEach((tp, hold) -> dropIfNothingDone(records, tp, hold, next));
    if (!next.isEmpty()) {
      transactions.write(work.records(), next, consumer.groupMetadata());
      tools.steps().passed(Step.COMMITTED);
      work.committed().run();
      trimmer.committed(next);
    }
    work.holds().forEach(this::hold);
  }

  private static void dropIfNothingDone(
      ConsumerRecords<byte[], byte[]> records,
      TopicPartition partition,
      Hold hold,
      Map<TopicPartition, OffsetAndMetadata> next) {
    if (records.records(partition).getFirst().offset() == hold.offset()) {
      next.remove(partition);
    }
  }

  private void hold(TopicPartition partition, Hold hold) {
    Instant soonest = tools.clock().instant().plus(SHORTEST_HOLD);
    consumer.seek(partition, hold.offset());
    consumer.pause(Set.of(partition));
    held.put(partition, hold.until().isBefore(soonest) ? soonest : hold.until());
  }

  private void resumeDue() {
    if (held.isEmpty()) {
      return;
    }
    Instant now = tools.clock().instant();
    Set<TopicPartition> due = new HashSet<>();
    held.forEach((partition, until) -> {
      if (!until.isAfter(now)) {
        due.add(partition);
      }
    });
    consumer.resume(due);
    held.keySet().removeAll(due);
  }

  private Duration untilNextDue() {
    Instant now = tools.clock().instant();
    Duration wait = LONGEST_POLL;
    for (Instant until : held.values()) {
      Duration left = Duration.between(now, until);
      wait = left.compareTo(wait) < 0 ? left : wait;
    }
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Offsets of partitions where nothing happens would be forgotten one day. */
  private void commitAgainIfIdle() {
    long now = tools.nanoTime().getAsLong();
    if (now - committedAllAt < COMMIT_AGAIN_NANOS) {
      return;
    }
    committedAllAt = now;
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      positions.put(partition, new OffsetAndMetadata(consumer.position(partition)));
    }
    consumer.commitSync(positions);
  }

  /** Only notes what changes; the work is done between polls, where it may fail and wait. */
  private final class Listener implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      given.addAll(partitions);
      if (resting) {
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      given.removeAll(partitions);
      held.keySet().removeAll(partitions);
      Set<TopicPartition> left = new HashSet<>(consumer.assignment());
      left.removeAll(partitions);
      transactions.keepIfStillOurs(left);
    }
  }
}
