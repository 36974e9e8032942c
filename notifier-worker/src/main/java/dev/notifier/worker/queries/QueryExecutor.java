package dev.notifier.worker.queries;

import dev.notifier.kafka.batch.DataFailures;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.store.queries.LeasedQuery;
import dev.notifier.store.queries.QueryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes queries that are due and tries each on a virtual thread, at most a number of them at a
 * time. One thread takes them: as many as can be tried at once, so no query waits in memory.
 * Thread-safe.
 */
final class QueryExecutor {
  private static final Logger LOG = LoggerFactory.getLogger(QueryExecutor.class);
  private static final int PAGE = 64;
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration BUSY = Duration.ofMillis(500);

  /** The usual longest time between two looks. */
  static final Duration IDLE = Duration.ofSeconds(3);

  private static final Duration OLD = Duration.ofMinutes(1);

  private static final Duration TELL_EVERY = Duration.ofSeconds(1);

  /** Longer than any delay, so that a query that waits is asked meanwhile. */
  private static final Duration RECENT = Duration.ofMinutes(2);

  private final QueryStore store;
  private final QueryAttempt attempt;
  private final QueryBreaker breaker;
  private final Settings settings;
  private final LongSupplier nanoTime;
  private final Semaphore permits;
  private final Semaphore signals = new Semaphore(0);
  private final ExecutorService threads;
  private final Thread taker;
  private volatile boolean started;
  private volatile boolean stopping;
  private volatile boolean moreDue;

  /** What the last look has found: for how long the oldest was due then, and when that was. */
  private volatile Look look;

  /** When the last attempt was begun. */
  private volatile long attemptedAt;

  /** When {@link #tell} looks again; used by the taker only. */
  private long tellAt;

  private record Look(Duration dueFor, long nanos) {}

  /**
   * Settings of an executor.
   *
   * @param owner the name of this worker, unique among all
   * @param maxConcurrent how many queries are tried at a time
   * @param lease how long an attempt may take
   * @param idle the longest time between two looks for queries that are due
   */
  record Settings(String owner, int maxConcurrent, Duration lease, Duration idle) {}

  QueryExecutor(
      QueryStore store,
      QueryAttempt attempt,
      QueryBreaker breaker,
      Settings settings,
      LongSupplier nanoTime) {
    this.store = store;
    this.attempt = attempt;
    this.breaker = breaker;
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.permits = new Semaphore(settings.maxConcurrent());
    this.look = new Look(Duration.ZERO, nanoTime.getAsLong());
    this.tellAt = nanoTime.getAsLong();
    this.attemptedAt = nanoTime.getAsLong() - RECENT.toNanos();
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("query-", 0).factory());
    this.taker = Thread.ofPlatform().name("queries").unstarted(this::run);
  }

  /** Starts. Called once. */
  void start() {
    started = true;
    taker.start();
  }

  /** There are new queries. Never blocks. */
  void wake() {
    if (signals.availablePermits() == 0) {
      signals.release();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        Duration pause = turn();
        if (signals.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          signals.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns how long to wait for a signal. */
  private Duration turn() throws InterruptedException {
    try {
      tell();
      while (!stopping && take()) {
        LOG.trace("More queries may be due");
      }
      Optional<Duration> dueFor = store.dueFor();
      look = new Look(dueFor.orElse(Duration.ZERO), nanoTime.getAsLong());
      return dueFor.map(this::pause).orElse(settings.idle());
    } catch (RuntimeException e) {
      LOG.warn("Queries cannot be taken: {}", RedactedError.of(e));
      return BUSY;
    }
  }

  /** The system may be too slow for all: people wait no longer for a text because of that. */
  private void tell() throws InterruptedException {
    long now = nanoTime.getAsLong();
    if (now - tellAt < 0) {
      return;
    }
    List<LeasedQuery> silent = store.claimSilent(PAGE, settings.owner(), settings.lease());
    for (LeasedQuery query : silent) {
      tell(query, attempt::delay);
    }
    List<LeasedQuery> late = store.claimLate(PAGE, settings.owner(), settings.lease());
    for (LeasedQuery query : late) {
      tell(query, attempt::giveUp);
    }
    boolean more = silent.size() == PAGE || late.size() == PAGE;
    tellAt = more ? now : now + TELL_EVERY.toNanos();
  }

  /** What is said about a query. */
  private interface Saying {
    void say(LeasedQuery query) throws InterruptedException;
  }

  /** One of which nothing can be said keeps no other person waiting; it is tried again. */
  private static void tell(LeasedQuery query, Saying saying) throws InterruptedException {
    try {
      saying.say(query);
    } catch (RuntimeException e) {
      if (!DataFailures.isCausedByData(e)) {
        throw e;
      }
      failed(query, e);
    }
  }

  private static void failed(LeasedQuery query, RuntimeException failure) {
    LOG.warn(
        "The query {} of the message {} is tried again: {}",
        query.order().query(),
        query.order().inboundId(),
        RedactedError.of(failure));
  }

  /** Those that are due are another worker's at this moment, or wait for a free permit. */
  private Duration pause(Duration dueFor) {
    Duration until = dueFor.negated();
    if (until.isNegative() || until.isZero()) {
      return BUSY;
    }
    Duration longest = until.compareTo(settings.idle()) > 0 ? settings.idle() : until;
    return longest.compareTo(SOON) < 0 ? SOON : longest;
  }

  /** Returns whether more may be due, and can be tried at once. */
  private boolean take() throws InterruptedException {
    // Before the look: a permit that is free after it wakes this thread.
    moreDue = true;
    int most = Math.min(PAGE, permits.availablePermits());
    if (most == 0) {
      return false;
    }
    List<LeasedQuery> claimed = store.claim(most, settings.owner(), settings.lease());
    for (LeasedQuery query : claimed) {
      permits.acquire();
      threads.execute(() -> attempt(query));
    }
    moreDue = claimed.size() == most;
    return moreDue;
  }

  private void attempt(LeasedQuery query) {
    attemptedAt = nanoTime.getAsLong();
    try {
      attempt.run(query);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failed(query, e);
    } finally {
      permits.release();
      if (moreDue) {
        wake();
      }
    }
  }

  /** For how long the oldest query that is due has been due. */
  Duration oldest() {
    Look last = look;
    Duration since = Duration.ofNanos(nanoTime.getAsLong() - last.nanos);
    Duration age = last.dueFor.plus(since);
    // Whatever was found may have been taken since; a look that fails makes it old.
    return since.compareTo(settings.idle().multipliedBy(2)) > 0 || last.dueFor.isPositive()
        ? age
        : Duration.ZERO;
  }

  /**
   * Whether the system does not respond, as far as is known: without queries, nothing shows whether
   * it responds again.
   */
  boolean isBroken() {
    boolean isAsked =
        look.dueFor.isPositive() || nanoTime.getAsLong() - attemptedAt < RECENT.toNanos();
    return isAsked && !breaker.isClosed();
  }

  /** What needs attention; empty if nothing does. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (isBroken()) {
      warnings.add(
          "queries: the system at notifier.replies.queries.url does not respond; people get"
              + " the text to wait");
    }
    boolean running = started && !stopping;
    if (running && !taker.isAlive()) {
      warnings.add("queries: the thread that takes them has ended; start the worker again");
    }
    Duration oldest = oldest();
    if (running && oldest.compareTo(OLD) > 0) {
      warnings.add(
          "queries: the oldest one has been due for "
              + oldest.toSeconds()
              + " s; check PostgreSQL, and notifier.replies.queries.max-concurrent");
    }
    return warnings;
  }

  /** Takes no more; attempts have the time to end. */
  void stop(Duration timeout) {
    stopping = true;
    wake();
    threads.shutdown();
    try {
      taker.interrupt();
      if (!threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
