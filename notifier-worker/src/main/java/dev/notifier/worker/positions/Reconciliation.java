package dev.notifier.worker.positions;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.kafka.positions.StoredStarts;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.StagePosition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the stages that write to PostgreSQL start when it has everything that Kafka says was
 * processed, and goes on watching: a backup may be restored under a running worker. Thread-safe.
 */
public final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration LOG_PERIOD = Duration.ofMinutes(30);

  /** What is newer than this is not read again. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final PositionCheck check;
  private final LongSupplier nanoTime;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Object lock = new Object();
  private final Thread thread;
  private final Runnable stages;
  private volatile List<BehindPartition> behind = List.of();
  private volatile boolean started;
  private volatile @Nullable String failure;
  private volatile @Nullable Long checkedAt;
  private @Nullable Long loggedAt;

  /**
   * @param stages starts the stages that write to PostgreSQL; called at most once
   */
  public Reconciliation(
      PositionCheck check, LongSupplier nanoTime, MeterRegistry meters, Runnable stages) {
    this.check = check;
    this.nanoTime = nanoTime;
    this.stages = stages;
    this.thread = Thread.ofPlatform().name("reconciliation").daemon().unstarted(this::run);
    Gauge.builder("notifier.positions.behind", this, Reconciliation::records).register(meters);
  }

  /** Checks, and starts the stages if nothing is missing; else they start later. */
  public void start() {
    checkAndStart();
    thread.start();
  }

  /** Afterwards the stages are not started any more. */
  public void stop() {
    stopping.countDown();
    synchronized (lock) {
      // A start that is going on has ended.
    }
  }

  private void run() {
    try {
      while (!stopping.await(
          (started && behind.isEmpty() ? PERIOD : RETRY).toMillis(), TimeUnit.MILLISECONDS)) {
        checkAndStart();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = RedactedError.of(e) + "; restart the worker";
      LOG.error("The stages cannot be started: {}", failure);
    }
  }

  private void checkAndStart() {
    try {
      check();
      failure = null;
    } catch (RuntimeException e) {
      failure = RedactedError.of(e);
      LOG.debug("The positions cannot be compared; repeated in seconds", e);
      return;
    }
    synchronized (lock) {
      if (!started && behind.isEmpty() && stopping.getCount() > 0) {
        stages.run();
        started = true;
      }
    }
  }

  private void check() {
    synchronized (check) {
      List<BehindPartition> found = check.behind();
      checkedAt = nanoTime.getAsLong();
      boolean was = !behind.isEmpty();
      behind = found;
      log(was);
    }
  }

  /** Once, and then rarely. */
  private void log(boolean was) {
    if (behind.isEmpty()) {
      if (was) {
        LOG.info("PostgreSQL has all positions again; the stages continue");
      }
      loggedAt = null;
      return;
    }
    Long before = loggedAt;
    long now = nanoTime.getAsLong();
    if (before == null || now - before >= LOG_PERIOD.toNanos()) {
      loggedAt = now;
      LOG.error("{}", String.join("; ", problems()));
    }
  }

  /**
   * Returns if PostgreSQL had everything a few seconds ago. For work that reads PostgreSQL only,
   * and would take what a restored backup does not have for what never happened.
   *
   * @throws BehindException if PostgreSQL is behind
   */
  public void require() {
    synchronized (check) {
      Long at = checkedAt;
      if (at == null || nanoTime.getAsLong() - at > FRESH.toNanos()) {
        check();
      }
    }
    List<BehindPartition> found = behind;
    if (!found.isEmpty()) {
      throw new BehindException(problems(found).getFirst());
    }
  }

  /** Whether the stages have been started. */
  public boolean started() {
    return started;
  }

  /** How many records are missing in PostgreSQL, at most. */
  private long records() {
    return behind.stream().mapToLong(BehindPartition::records).sum();
  }

  /** What is missing in each topic, since when, and what to do; empty if nothing is. Cheap. */
  public List<String> problems() {
    List<BehindPartition> found = behind;
    if (found.isEmpty()) {
      String error = failure;
      return error == null || started
          ? List.of()
          : List.of("plan, track and jobs have not started: " + error);
    }
    return problems(found);
  }

  private static List<String> problems(List<BehindPartition> found) {
    Map<String, List<BehindPartition>> topics = new HashMap<>();
    found.forEach(each -> topics.computeIfAbsent(each.topic(), _ -> new ArrayList<>()).add(each));
    return topics.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> problem(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String problem(String topic, List<BehindPartition> partitions) {
    long records = partitions.stream().mapToLong(BehindPartition::records).sum();
    Instant since =
        partitions.stream()
            .map(BehindPartition::since)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    return "reconcile: PostgreSQL lacks "
        + records
        + " records of "
        + topic
        + " ("
        + partitions.size()
        + " partitions) that were processed"
        + (since == null ? "" : " since " + since)
        + ". It was probably restored from a backup. Plan, track and jobs wait; see"
        + " docs/operating.md#reconcile, then run ./notifier reconcile";
  }

  /** Where plan continues if Kafka has lost a committed offset. */
  public static StoredStarts starts(PositionStore store) {
    return (group, topicIds, partitions) -> starts(store.all(), group, topicIds, partitions);
  }

  private static Map<TopicPartition, Long> starts(
      List<StagePosition> positions,
      String group,
      Map<String, UUID> topicIds,
      Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (StagePosition position : positions) {
      TopicPartition partition = new TopicPartition(position.topic(), position.partition());
      if (position.group().equals(group)
          && position.topicId().equals(topicIds.get(position.topic()))
          && partitions.contains(partition)) {
        starts.put(partition, position.from());
      }
    }
    return starts;
  }
}
