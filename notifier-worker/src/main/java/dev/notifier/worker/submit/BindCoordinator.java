package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.ReadSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This worker's share of the bind slots. The group's protocol deals the partitions of {@code
 * notifier.binds} out; being given one is owning that bind. Nothing is read here: each bind reads
 * its journal itself. One thread.
 */
final class BindCoordinator implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(BindCoordinator.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration START_OVER_AFTER = Duration.ofSeconds(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
  private static final Duration ABANDON_WITHIN = Duration.ofSeconds(2);
  private static final Duration LOOK_FOR_SLOTS_EVERY = Duration.ofSeconds(10);
  private static final Duration TIDY_EVERY = Duration.ofHours(1);

  private record Reached(long position, JournalRecord checkpoint) {}

  private final BindContext tools;
  private final SlotRegistry slots;
  private final SessionStatusPublisher announcer;
  private final Duration sessionTimeout;
  private final SubmitLaneTrimmer trimmer;
  private final JournalTrimmer journalTrimmer;
  private final Map<Integer, BindTask> owners = new ConcurrentHashMap<>();
  private final Map<Bind, Reached> reached = new ConcurrentHashMap<>();
  private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable String trouble;
  private long lookedNanos;
  private long tidiedNanos;

  BindCoordinator(
      BindContext tools,
      SlotRegistry slots,
      SessionStatusPublisher announcer,
      Admin admin,
      Duration sessionTimeout) {
    this.tools = tools;
    this.announcer = announcer;
    this.slots = slots;
    this.sessionTimeout = sessionTimeout;
    tidiedNanos = tools.nanos().getAsLong();
    trimmer = new SubmitLaneTrimmer(admin, tools.nanos());
    journalTrimmer = new JournalTrimmer(admin, tools.clock());
  }

  /** The binds that this worker owns right now. */
  List<BindStatus> statuses() {
    return owners.values().stream().map(BindTask::status).toList();
  }

  /** Why no bind can be owned, in words, or null. */
  @Nullable String trouble() {
    return trouble;
  }

  void stop() {
    stopping.countDown();
  }

  @Override
  public void run() {
    while (stopping.getCount() > 0) {
      try {
        belong();
      } catch (RuntimeException e) {
        trouble = "ownership of binds starts over: " + e;
        log.warn("Ownership of binds starts over: {}", e.toString());
        end(owners.keySet(), BindTask::abandon, ABANDON_WITHIN);
        pause();
      }
    }
  }

  private void belong() {
    try (Consumer<byte[], byte[]> consumer =
        tools
            .clients()
            .groupConsumer("owners", Topics.GROUP_SUBMIT, ReadSettings.immediate(sessionTimeout, 1))) {
      consumer.subscribe(Set.of(Topics.BINDS), new Listener(consumer));
      while (stopping.getCount() > 0) {
        consumer.poll(POLL);
        trouble = null;
        lookForSlots(consumer);
        commitCheckpoints(consumer);
        trimmer.trimIfDue();
        announcer.announce(statuses());
      }
      end(owners.keySet(), BindTask::stop, STOP_WITHIN);
      commitCheckpoints(consumer);
    }
  }

  private void lookForSlots(Consumer<byte[], byte[]> consumer) {
    long now = tools.nanos().getAsLong();
    if (now - lookedNanos >= LOOK_FOR_SLOTS_EVERY.toNanos()) {
      lookedNanos = now;
      own(consumer.assignment());
    }
  }

  private void own(Collection<TopicPartition> partitions) {
    for (SlotRegistry.Slot slot : slots.registered()) {
      boolean ours =
          partitions.contains(new TopicPartition(Topics.BINDS, slot.number()))
              && !owners.containsKey(slot.number());
      if (ours && tools.routes().current(slot.route()) != null) {
        Bind bind = new Bind(slot.number(), slot.route(), slot.session());
        BindTask owner =
            new BindTask(
                bind,
                tools,
                this::checkpointReached,
                () -> positions.getOrDefault(slot.number(), 0L));
        owners.put(slot.number(), owner);
        owner.start(tools.registry());
      }
    }
  }

  private void checkpointReached(Bind bind, long position, JournalRecord checkpoint) {
    positions.put(bind.slot(), position);
    reached.put(bind, new Reached(position, checkpoint));
  }

  private void commitCheckpoints(Consumer<byte[], byte[]> consumer) {
    // What an owner that was abandoned may still have noted is not ours to commit.
    Set<TopicPartition> ours = consumer.assignment();
    reached.keySet().removeIf(bind -> !ours.contains(bind.journal()));
    Map<Bind, Reached> news = new HashMap<>(reached);
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    news.forEach(
        (bind, each) -> offsets.put(bind.journal(), new OffsetAndMetadata(each.position())));
    tidy(offsets, ours);
    if (offsets.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(offsets);
    } catch (RebalanceInProgressException | CommitFailedException | RetriableException e) {
      // While the group deals partitions out, or its coordinator is away, binds go on.
      log.debug("Checkpoints are committed with the next round: {}", e.toString());
      return;
    }
    news.forEach((bind, each) -> {
      reached.remove(bind, each);
      trimmer.committed(bind, each.checkpoint());
    });
  }

  /**
   * Once an hour: trims the journals, and commits again what nobody commits, because brokers forget
   * such offsets after some days.
   */
  private void tidy(Map<TopicPartition, OffsetAndMetadata> offsets, Set<TopicPartition> ours) {
    long now = tools.nanos().getAsLong();
    if (now - tidiedNanos >= TIDY_EVERY.toNanos()) {
      tidiedNanos = now;
      positions.keySet().removeIf(slot -> !ours.contains(new TopicPartition(Topics.BINDS, slot)));
      positions.forEach((slot, position) ->
          offsets.putIfAbsent(
              new TopicPartition(Topics.BINDS, slot), new OffsetAndMetadata(position)));
      journalTrimmer.trim(Map.copyOf(positions));
    }
  }

  /** Ends owners side by side and waits for all of them. */
  private void end(
      Collection<Integer> slotNumbers, java.util.function.Consumer<BindTask> how, Duration within) {
    List<BindTask> ending = new ArrayList<>();
    for (Integer slot : List.copyOf(slotNumbers)) {
      BindTask owner = owners.remove(slot);
      if (owner != null) {
        how.accept(owner);
        ending.add(owner);
      }
    }
    long until = tools.nanos().getAsLong() + within.toNanos();
    for (BindTask owner : ending) {
      long left = Math.max(1, until - tools.nanos().getAsLong());
      if (!owner.awaitEnd(Duration.ofNanos(left))) {
        owner.abandon();
      }
    }
    announcer.ended(ending.stream().map(BindTask::status).toList());
  }

  private void pause() {
    try {
      if (stopping.await(START_OVER_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("Ownership ends");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).toList();
  }

  private final class Listener implements ConsumerRebalanceListener {
    private final Consumer<byte[], byte[]> consumer;

    Listener(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata known = committed.get(partition);
        long beginning = beginnings.getOrDefault(partition, 0L);
        if (known == null && beginning > 0) {
          throw new IllegalStateException(
              "The journal of slot "
                  + partition.partition()
                  + " was trimmed but no checkpoint is"
                  + " known; set the offset of group "
                  + Topics.GROUP_SUBMIT
                  + " for it");
        }
        long position = known == null ? 0 : known.offset();
        positions.put(partition.partition(), position);
        consumer.seek(partition, position);
      }
      consumer.pause(partitions);
      own(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      end(numbers(partitions), BindTask::stop, STOP_WITHIN);
      commitCheckpoints(consumer);
      numbers(partitions).forEach(positions::remove);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      end(numbers(partitions), BindTask::abandon, ABANDON_WITHIN);
      numbers(partitions).forEach(positions::remove);
    }
  }
}
