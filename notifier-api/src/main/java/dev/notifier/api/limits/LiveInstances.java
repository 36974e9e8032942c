package dev.notifier.api.limits;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the instances of the api that run. It asks PostgreSQL every ten seconds; while that is
 * unavailable, the last number counts. Thread-safe.
 */
final class LiveInstances implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(LiveInstances.class);

  private final Registration registration;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("live-instances").factory());
  private volatile int count = 1;
  private volatile boolean failing;

  /** The register of instances; may take seconds and throw. */
  interface Registration {
    /** Notes that this instance runs, and returns how many do. */
    int seen();

    /** Notes that this instance ends. */
    void remove();
  }

  LiveInstances(Registration registration) {
    this.registration = registration;
  }

  /** Begins to ask. Called once. */
  void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::refresh, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** At least one. */
  int count() {
    return count;
  }

  void refresh() {
    try {
      count = Math.max(1, registration.seen());
      failing = false;
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      if (!failing) {
        LOG.warn(
            "The number of api instances cannot be read; limits are shared among {}: {}",
            count,
            e.getClass().getSimpleName());
      }
      failing = true;
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    try {
      registration.remove();
    } catch (RuntimeException e) {
      LOG.debug("The others count this instance for 35 seconds more", e);
    }
  }
}
