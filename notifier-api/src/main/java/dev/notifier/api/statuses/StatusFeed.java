package dev.notifier.api.statuses;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the feed of states for any number of readers, without a thread for each: pages are read by
 * the threads of a pool, and readers that wait for a change are woken by the tail. Thread-safe.
 */
final class StatusFeed implements SmartLifecycle {
  private static final Duration MAINTENANCE = Duration.ofSeconds(10);

  private final ReaderPool pool;
  private final StatusTopic topic;
  private final FeedTail tail;
  private final ReaderLimits limits;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final Set<Reading> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("status-feed-timer").factory());
  private volatile boolean running;

  /**
   * @param nanos a monotonic clock
   */
  StatusFeed(
      ReaderPool pool,
      StatusTopic topic,
      FeedTail tail,
      ReaderLimits limits,
      LongSupplier nanos,
      InstantSource clock) {
    this.pool = pool;
    this.topic = topic;
    this.tail = tail;
    this.limits = limits;
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * Reads the next page of a tenant. Does not block.
   *
   * @param caller the id of its key or user
   * @param wait how long to wait for the first change
   * @return ends with a page, which is empty if there was no change, or with a {@link
   *     ProblemException}; some seconds after the wait at the latest
   * @throws ProblemException if there are too many readers
   */
  CompletableFuture<FeedPage> read(String tenant, String caller, FeedStart start, Duration wait) {
    if (!running) {
      throw new ProblemException(ErrorCode.OVERLOADED);
    }
    limits.begin(tenant, caller);
    Reading reading =
        new Reading(
            new Reading.Tools(pool, topic, tail, timer, nanos, clock, failing),
            tenant,
            nanos.getAsLong() + wait.toNanos());
    open.add(reading);
    var _ =
        reading
            .result()
            .whenComplete((_, _) -> {
              open.remove(reading);
              limits.end(tenant, caller);
            });
    reading.begin(start);
    if (!running) {
      reading.stop();
    }
    return reading.result();
  }

  /** A problem that says to ask again later. */
  static ProblemException unavailable(String why) {
    return new ProblemException(
        Problem.of(
            ErrorCode.STATUSES_UNAVAILABLE,
            why + " Send the request again after Retry-After seconds."));
  }

  @Override
  public void start() {
    running = true;
    tail.start();
    var _ =
        timer.scheduleWithFixedDelay(
            pool::closeIdle, MAINTENANCE.toSeconds(), MAINTENANCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Answers all readers: they continue with another instance, or after the restart. */
  @Override
  public void stop() {
    running = false;
    open.forEach(Reading::stop);
    timer.shutdownNow();
    tail.close();
    pool.close();
    topic.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
