package dev.notifier.worker.positions;

import dev.notifier.kafka.clients.RedactedError;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allows the stages that write to PostgreSQL to start when it has everything that Kafka says was
 * processed, and keeps watching: a backup may be restored under a running worker. Thread-safe.
 */
public final class Reconciliation {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration PERIOD = Duration.ofSeconds(30);
  private static final Duration LOG_PERIOD = Duration.ofMinutes(30);

  private static final Duration ADOPTION_SHOWN = Duration.ofDays(1);

  /** What is newer than this is not read again. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final PositionSource positions;
  private final LongSupplier nanoTime;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** Held while the stages are started. */
  private final Object starting = new Object();

  /** Held while the positions are compared, so that those who wait share one answer. */
  private final Object comparing = new Object();

  private final Thread thread;
  private final Runnable stages;
  private volatile List<BehindPartition> behind = List.of();
  private volatile boolean started;

  /** Of the last attempt to compare. */
  private volatile @Nullable String failure;

  private volatile @Nullable String startFailure;
  private volatile @Nullable Adoption adoption;
  private @Nullable Long comparedAt;
  private @Nullable Long failedAt;
  private @Nullable Long loggedAt;

  /** Topics of which PostgreSQL had no positions, so that nothing could be compared. */
  private record Adoption(List<String> topics, long at) {
    @Override
    public String toString() {
      return "reconcile: PostgreSQL had no positions of "
          + String.join(", ", topics)
          + ", so Kafka's were taken over. After an update that is right; if PostgreSQL was restored"
          + " from a backup, it lacks what was processed since, see docs/operating.md#reconcile";
    }
  }

  /**
   * @param stages starts the stages that write to PostgreSQL; called at most once
   */
  public Reconciliation(
      PositionSource positions, LongSupplier nanoTime, MeterRegistry meters, Runnable stages) {
    this.positions = positions;
    this.nanoTime = nanoTime;
    this.stages = stages;
    this.thread = Thread.ofPlatform().name("reconciliation").daemon().unstarted(this::run);
    Gauge.builder("notifier.positions.behind", this, Reconciliation::records).register(meters);
  }

  /** Checks, and starts the stages if nothing is missing; else they start later. */
  public void start() {
    compareAndStart();
    thread.start();
  }

  /** Afterwards the stages are not started any more. */
  public void stop() {
    stopping.countDown();
    synchronized (starting) {
      // A start that is going on has ended.
    }
  }

  private void run() {
    try {
      while (!stopping.await(
          (started && behind.isEmpty() ? PERIOD : RETRY).toMillis(), TimeUnit.MILLISECONDS)) {
        compareAndStart();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      startFailure = RedactedError.of(e) + "; restart the worker";
      LOG.error("The stages cannot be started: {}", startFailure);
    }
  }

  private void compareAndStart() {
    try {
      compare();
    } catch (RuntimeException e) {
      LOG.debug("The positions cannot be compared; repeated in seconds", e);
      return;
    }
    synchronized (starting) {
      if (!started && behind.isEmpty() && stopping.getCount() > 0) {
        stages.run();
        started = true;
      }
    }
  }

  private void compare() {
    synchronized (comparing) {
      List<BehindPartition> found;
      try {
        adopt();
        found = positions.behind();
      } catch (RuntimeException e) {
        failure = RedactedError.of(e);
        failedAt = nanoTime.getAsLong();
        throw e;
      }
      failure = null;
      failedAt = null;
      comparedAt = nanoTime.getAsLong();
      boolean wasBehind = !behind.isEmpty();
      behind = found;
      log(wasBehind);
    }
  }

  private void adopt() {
    List<String> adopted = positions.adoptNew();
    if (!adopted.isEmpty()) {
      adoption = new Adoption(adopted, nanoTime.getAsLong());
      LOG.warn("{}", adoption);
    }
  }

  /** Once, and then rarely. */
  private void log(boolean wasBehind) {
    if (behind.isEmpty()) {
      if (wasBehind) {
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
   * Returns if PostgreSQL had everything a few seconds ago. For work that reads PostgreSQL, and
   * would take what a restored backup does not have for what never happened.
   *
   * @throws BehindException if PostgreSQL is behind, or the last attempt to compare failed just now
   * @throws org.apache.kafka.common.KafkaException if Kafka cannot be read
   * @throws org.springframework.dao.DataAccessException if PostgreSQL is unavailable
   */
  public void require() {
    List<BehindPartition> found;
    synchronized (comparing) {
      if (isWithin(RETRY, failedAt)) {
        // Otherwise all who wait would ask one after the other, each until the time limit.
        throw new BehindException("The positions cannot be compared: " + failure);
      }
      if (!isWithin(FRESH, comparedAt)) {
        compare();
      }
      found = behind;
    }
    if (!found.isEmpty()) {
      throw new BehindException(problems(found).getFirst());
    }
  }

  private boolean isWithin(Duration period, @Nullable Long since) {
    return since != null && nanoTime.getAsLong() - since <= period.toNanos();
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
    if (!found.isEmpty()) {
      return problems(found);
    }
    String error = startFailure == null ? failure : startFailure;
    return error == null || started
        ? List.of()
        : List.of("plan, track and jobs have not started: " + error);
  }

  /**
   * Whether the positions cannot be compared while the stages run, and for a day, of which topics
   * there were none. Cheap.
   */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Adoption adopted = adoption;
    if (adopted != null && isWithin(ADOPTION_SHOWN, adopted.at())) {
      warnings.add(adopted.toString());
    }
    String error = failure;
    if (error != null && started) {
      warnings.add(
          "reconcile: the positions in Kafka and PostgreSQL cannot be compared; until they can,"
              + " jobs and sweeps wait: "
              + error);
    }
    return warnings;
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
        + counted(records, "record")
        + " of "
        + topic
        + " ("
        + counted(partitions.size(), "partition")
        + ") processed"
        + (since == null ? "" : " since " + since)
        + ". It was probably restored from a backup. Plan, track and jobs wait; see"
        + " docs/operating.md#reconcile, then run ./notifier reconcile";
  }

  private static String counted(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
