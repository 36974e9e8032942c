package dev.notifier.worker.bind;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.bind.session.SessionStatusPublisher;
import dev.notifier.worker.journal.BindId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns this worker's share of the bind slots. The workers form a consumer group on the binds topic,
 * and the worker that is assigned a partition owns that bind. The coordinator reads no records;
 * each bind reads its journal itself. Used by one thread.
 */
final class BindCoordinator implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(BindCoordinator.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ABANDON_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SLOT_CHECK_INTERVAL = Duration.ofSeconds(10);

  /** Rarely, because the leader of the group may learn of new slots later than this worker. */
  private static final Duration REBALANCE_INTERVAL = Duration.ofMinutes(1);

  private final BindContext context;
  private final InboundForwarder inbound;
  private final SessionStatusPublisher statusPublisher;
  private final CheckpointCommitter checkpoints;
  private final Map<Integer, BindTask> tasks = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final BindSlotAssignor.Group group;
  private volatile @Nullable String problem;
  private long lastSlotCheckNanos;
  private long lastRebalanceNanos;

  BindCoordinator(BindContext context, InboundForwarder inbound) {
    this.context = context;
    this.inbound = inbound;
    group = new BindSlotAssignor.Group(context.cluster().slots());
    lastRebalanceNanos = context.nowNanos();
    statusPublisher =
        new SessionStatusPublisher(
            context.cluster().sessionStatuses(), context.clock(), context.cluster().worker());
    checkpoints =
        new CheckpointCommitter(context.kafka().admin(), context.clock(), context.nanos());
  }

  /** The status of each bind that this worker owns now. */
  List<BindStatus> statuses() {
    return tasks.values().stream().map(BindTask::status).toList();
  }

  /** Why this worker cannot own binds, or null. */
  @Nullable String problem() {
    return problem;
  }

  void stop() {
    stopping.countDown();
  }

  @Override
  public void run() {
    while (stopping.getCount() > 0) {
      try {
        joinGroup();
      } catch (RuntimeException e) {
        problem = "ownership of binds starts over: " + e;
        log.warn("Ownership of binds starts over: {}", e.toString());
        end(tasks.keySet(), BindTask::abandon, ABANDON_TIMEOUT);
        pause();
      }
    }
  }

  private void joinGroup() {
    try (Consumer<byte[], byte[]> consumer =
        context
            .kafka()
            .clients()
            .groupConsumer(
                "owners",
                Topics.GROUP_SUBMIT,
                ReadSettings.immediate(context.kafka().sessionTimeout(), 1),
                BindSlotAssignor.class,
                Map.of(BindSlotAssignor.GROUP, group))) {
      consumer.subscribe(Set.of(Topics.BINDS), new Listener(consumer));
      while (stopping.getCount() > 0) {
        consumer.poll(POLL);
        problem = null;
        checkSlotsIfDue(consumer);
        checkpoints.commitAndTrim(consumer);
        statusPublisher.publish(statuses());
      }
      end(tasks.keySet(), BindTask::stop, STOP_TIMEOUT);
      checkpoints.commit(consumer);
    }
  }

  private void checkSlotsIfDue(Consumer<byte[], byte[]> consumer) {
    long now = context.nowNanos();
    if (now - lastSlotCheckNanos < SLOT_CHECK_INTERVAL.toNanos()) {
      return;
    }
    lastSlotCheckNanos = now;
    start(consumer.assignment());
    if (now - lastRebalanceNanos >= REBALANCE_INTERVAL.toNanos()
        && group.isUneven(Set.copyOf(slots(consumer.assignment())))) {
      lastRebalanceNanos = now;
      consumer.enforceRebalance("the registered bind slots have changed");
    }
  }

  /** Starts a task for each assigned slot that is registered and has a route. */
  private void start(Collection<TopicPartition> assigned) {
    for (SlotRegistry.Slot slot : context.cluster().slots().registered()) {
      boolean isNew =
          assigned.contains(new TopicPartition(Topics.BINDS, slot.number()))
              && !tasks.containsKey(slot.number());
      if (isNew && context.routes().current(slot.route()) != null) {
        start(new BindId(slot.number(), slot.route(), slot.session()));
      }
    }
  }

  /** A bind that cannot be started must not end the others; it is tried again with new slots. */
  private void start(BindId bind) {
    try {
      BindTask task =
          new BindTask(
              bind, context, inbound, checkpoints, () -> checkpoints.checkpointOffset(bind.slot()));
      task.start();
      tasks.put(bind.slot(), task);
    } catch (RuntimeException e) {
      log.error("Bind {} cannot be started and is tried again: {}", bind, e.toString());
    }
  }

  /** Ends tasks in parallel and waits for all of them. */
  private void end(
      Collection<Integer> slots, java.util.function.Consumer<BindTask> how, Duration timeout) {
    List<BindTask> ending = new ArrayList<>();
    for (Integer slot : List.copyOf(slots)) {
      BindTask task = tasks.remove(slot);
      if (task != null) {
        how.accept(task);
        ending.add(task);
      }
    }
    long deadline = context.nowNanos() + timeout.toNanos();
    for (BindTask task : ending) {
      long left = Math.max(1, deadline - context.nowNanos());
      if (!task.awaitEnd(Duration.ofNanos(left))) {
        task.abandon();
      }
    }
    statusPublisher.publishEnd(ending.stream().map(BindTask::status).toList());
  }

  private void pause() {
    try {
      stopping.await(RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Integer> slots(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).toList();
  }

  private final class Listener implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Listener(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      checkpoints.assigned(consumer, partitions);
      consumer.pause(partitions);
      start(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      end(slots(partitions), BindTask::stop, STOP_TIMEOUT);
      checkpoints.commit(consumer);
      checkpoints.unassigned(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      end(slots(partitions), BindTask::abandon, ABANDON_TIMEOUT);
      checkpoints.unassigned(partitions);
    }
  }
}
