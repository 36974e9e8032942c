package dev.notifier.api.permissions;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the events of keys with a daily limit. Every instance counts in memory, adds its count in
 * PostgreSQL every five seconds and reads the sum of all. So the limit of a key can be exceeded by
 * what the instances accept in that time, and while PostgreSQL is unavailable each instance counts
 * alone. Intake never waits for it. Thread-safe.
 */
public final class DailyLimits implements AutoCloseable {
  /** The day of the people who get the messages. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(DailyLimits.class);

  private final Store store;
  private final InstantSource clock;

  /** Two at the same time would store the same events twice. */
  private final ReentrantLock flushing = new ReentrantLock();

  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("daily-limits").factory());

  /** Guarded by this, as are the next. */
  private LocalDate day;

  /** What PostgreSQL has, of all instances. */
  private Map<String, Long> stored = new HashMap<>();

  /** What this instance has accepted and not stored. */
  private Map<String, Long> pending = new HashMap<>();

  private boolean failureLogged;

  /** The counts in PostgreSQL; may take seconds and throw. */
  public interface Store {
    /** Adds accepted events; negative takes back. */
    void add(LocalDate day, Map<String, Long> accepted);

    /** The accepted events of a day, by the id of the key. */
    Map<String, Long> totals(LocalDate day);

    /** Deletes what is not needed any more. */
    void deleteOld(LocalDate today);
  }

  DailyLimits(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.day = today();
  }

  /** Begins to store. Called once. */
  public void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::flush, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Counts one event if the key may send another one today. */
  boolean tryAcquire(String keyId, int limit) {
    return tryAcquire(keyId, limit, 1);
  }

  /** Counts events if the key may send all of them today. */
  public synchronized boolean tryAcquire(String keyId, int limit, long events) {
    if (left(keyId, limit) < events) {
      return false;
    }
    pending.merge(keyId, events, Long::sum);
    return true;
  }

  /** How many events the key may still send today, as far as this instance knows. */
  public synchronized long left(String keyId, int limit) {
    changeDay();
    long used = stored.getOrDefault(keyId, 0L) + pending.getOrDefault(keyId, 0L);
    return Math.max(0, limit - used);
  }

  /** Takes back events that were counted and not accepted. */
  public synchronized void release(String keyId, long events) {
    changeDay();
    // They may have been counted yesterday.
    long counted = stored.getOrDefault(keyId, 0L) + pending.getOrDefault(keyId, 0L);
    pending.merge(keyId, -Math.min(events, Math.max(0, counted)), Long::sum);
  }

  /** The seconds until the next day begins, at least one. */
  public static long secondsUntilNextDay(Instant now) {
    Instant next = now.atZone(ZONE).toLocalDate().plusDays(1).atStartOfDay(ZONE).toInstant();
    return Duration.between(now, next).toSeconds() + 1;
  }

  /** Stores what is pending and reads the sums; keeps what cannot be stored. */
  void flush() {
    flushing.lock();
    try {
      exchange();
    } finally {
      flushing.unlock();
    }
  }

  private void exchange() {
    LocalDate of;
    Map<String, Long> taken;
    boolean first;
    synchronized (this) {
      first = changeDay();
      of = day;
      taken = Map.copyOf(pending);
    }
    try {
      if (!taken.isEmpty()) {
        store.add(of, taken);
        stored(of, taken);
      }
      known(of, store.totals(of));
      if (first) {
        store.deleteOld(of);
      }
      failureLogged = false;
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      if (!failureLogged) {
        LOG.info(
            "The daily counts of API keys are stored later ({}); each api counts alone until then",
            e.getClass().getSimpleName());
        failureLogged = true;
      }
    }
  }

  private synchronized void stored(LocalDate of, Map<String, Long> taken) {
    if (of.equals(day)) {
      taken.forEach((key, events) -> {
        pending.merge(key, -events, Long::sum);
        stored.merge(key, events, Long::sum);
      });
      pending.values().removeIf(events -> events == 0);
    }
  }

  private synchronized void known(LocalDate of, Map<String, Long> totals) {
    if (of.equals(day)) {
      stored = new HashMap<>(totals);
    }
  }

  /** Returns true if another day has begun. What was not stored of the last one is forgotten. */
  private synchronized boolean changeDay() {
    LocalDate today = today();
    if (today.equals(day)) {
      return false;
    }
    day = today;
    stored = new HashMap<>();
    pending = new HashMap<>();
    return true;
  }

  private LocalDate today() {
    return clock.instant().atZone(ZONE).toLocalDate();
  }

  /** Stores the last counts, if PostgreSQL is available. */
  @Override
  public void close() {
    scheduler.shutdown();
    if (hasPending()) {
      flush();
    }
  }

  private synchronized boolean hasPending() {
    return !pending.isEmpty();
  }
}
