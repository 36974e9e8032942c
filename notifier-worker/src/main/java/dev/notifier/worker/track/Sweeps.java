package dev.notifier.worker.track;

import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the sweeps of track, each on a schedule and a thread of its own, so that none waits for
 * another. The time is that of PostgreSQL's clock: a worker whose clock is wrong ends nothing too
 * early. Thread-safe.
 */
final class Sweeps {
  private static final Logger log = LoggerFactory.getLogger(Sweeps.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** A sweep that is further behind is reported as a problem. */
  static final Duration MAX_BEHIND = Duration.ofHours(1);

  /** A bounded step of work that is repeated every minute. May throw; used by one thread. */
  interface Sweeper {
    /**
     * Sweeps up to a time.
     *
     * @return how far it is behind; zero if it is done
     */
    Duration sweep(Instant now);
  }

  private final Supplier<Instant> clock;
  private final InstantSource workerClock;
  private final TrackMetrics metrics;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param clock the time of PostgreSQL's clock
   * @param workerClock for the time since a sweep ended, even while PostgreSQL is silent
   */
  Sweeps(Supplier<Instant> clock, InstantSource workerClock, TrackMetrics metrics) {
    this.clock = clock;
    this.workerClock = workerClock;
    this.metrics = metrics;
  }

  /** A sweep with its state. */
  private static final class Entry {
    private final String name;
    private final Sweeper sweeper;
    private final ScheduledExecutorService thread;
    private volatile @Nullable String problem;
    private volatile Swept last;

    Entry(String name, Sweeper sweeper, Instant addedAt) {
      this.name = name;
      this.sweeper = sweeper;
      this.last = new Swept(addedAt, Duration.ZERO);
      this.thread =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("track-sweep-" + name).daemon().factory());
    }
  }

  /** When a sweep ended without a failure, and how far it was behind. */
  private record Swept(Instant at, Duration behind) {}

  /** Adds a sweep; only before {@link #start}. */
  void add(String name, Sweeper sweeper) {
    Entry entry = new Entry(name, sweeper, workerClock.instant());
    entries.add(entry);
    metrics.sweepAge(name, () -> age(entry));
  }

  /** How far a sweep is behind. Grows while it fails or does not end. */
  private Duration age(Entry entry) {
    Swept last = entry.last;
    Duration late = Duration.between(last.at(), workerClock.instant()).minus(INTERVAL);
    return late.isNegative() ? last.behind() : last.behind().plus(late);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // run() catches its exceptions.
  void start() {
    long seconds = INTERVAL.toSeconds();
    for (Entry entry : entries) {
      entry.thread.scheduleWithFixedDelay(() -> run(entry), 0, seconds, TimeUnit.SECONDS);
    }
  }

  void stop() {
    entries.forEach(entry -> entry.thread.shutdown());
  }

  /** Runs each sweep once, in the caller's thread; a failure of one does not stop the others. */
  void runOnce() {
    entries.forEach(this::run);
  }

  private void run(Entry entry) {
    try {
      Duration behind = entry.sweeper.sweep(clock.get());
      entry.last = new Swept(workerClock.instant(), behind);
      recovered(entry);
      entry.problem =
          behind.compareTo(MAX_BEHIND) <= 0
              ? null
              : "the sweep "
                  + entry.name
                  + " is "
                  + behind.toMinutes()
                  + " minutes behind; if that grows, PostgreSQL is too slow for it";
    } catch (RuntimeException e) {
      // The next sweep continues where this one stopped.
      failed(entry, RedactedError.of(e));
    }
  }

  private static void recovered(Entry entry) {
    if (entry.problem != null) {
      log.info("The sweep {} works again", entry.name);
    }
  }

  private static void failed(Entry entry, String failure) {
    if (entry.problem == null) {
      log.warn("The sweep {} failed; it is repeated in a minute: {}", entry.name, failure);
    }
    entry.problem = "the sweep " + entry.name + " fails and is repeated every minute: " + failure;
  }

  /** What prevents progress, each with what to do. Cheap. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Entry entry : entries) {
      String problem = entry.problem;
      Duration age = age(entry);
      if (problem != null) {
        problems.add(problem);
      } else if (age.compareTo(MAX_BEHIND) > 0) {
        problems.add(
            "the sweep "
                + entry.name
                + " is "
                + age.toMinutes()
                + " minutes behind, because it does not end; see whether a lock in PostgreSQL"
                + " blocks it, then restart the worker");
      }
    }
    return problems;
  }
}
