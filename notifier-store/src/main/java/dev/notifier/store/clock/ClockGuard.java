package dev.notifier.store.clock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the program when the clock of its machine differs too much from PostgreSQL's. The expiry of
 * a message and the time of a Kafka record are those of the machine, so a worker with a wrong clock
 * ends messages that are valid, and writes records that Kafka refuses.
 *
 * <p>It compares every ten seconds. One wrong answer may be due to a clock that is just being set,
 * so three in a row are needed. While PostgreSQL is unavailable, nothing is known and nothing
 * stops. Thread-safe.
 */
public final class ClockGuard implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(10);
  private static final int WRONG_IN_A_ROW = 3;
  private static final Logger log = LoggerFactory.getLogger(ClockGuard.class);

  private final ClockDifference difference;
  private final Runnable stop;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clock-guard").factory());
  private int wrongInARow;
  private boolean stopped;
  private volatile double aheadSeconds = Double.NaN;

  /**
   * @param stop stops the program without waiting for it; called until it returns without an
   *     exception
   */
  public ClockGuard(ClockDifference difference, Runnable stop) {
    this.difference = difference;
    this.stop = stop;
  }

  /**
   * Compares the clocks now.
   *
   * @throws WrongClockException if they differ too much, or PostgreSQL is unavailable
   */
  public void check() {
    Duration ahead =
        difference
            .ahead()
            .orElseThrow(() ->
                new WrongClockException(
                    "PostgreSQL is unavailable, so the clocks cannot be compared"));
    if (ClockDifference.isTooMuch(ahead)) {
      throw new WrongClockException(ClockDifference.advice(ahead));
    }
  }

  /** Begins to compare every ten seconds. Called once. */
  public void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(
            this::checkAgain, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How far this machine's clock was ahead at the last comparison, in seconds; NaN before it. */
  public double aheadSeconds() {
    return aheadSeconds;
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  synchronized void checkAgain() {
    try {
      compare();
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      log.warn("The clock cannot be compared with PostgreSQL's; it is tried again", e);
    }
  }

  private void compare() {
    Optional<Duration> answer = stopped ? Optional.empty() : difference.ahead();
    if (answer.isEmpty()) {
      wrongInARow = 0;
      return;
    }
    Duration ahead = answer.get();
    aheadSeconds = ahead.toMillis() / 1_000.0;
    wrongInARow = ClockDifference.isTooMuch(ahead) ? wrongInARow + 1 : 0;
    if (wrongInARow == 0) {
      return;
    }
    log.warn("The clock of this machine and PostgreSQL's differ by {} s", ahead.abs().toSeconds());
    if (wrongInARow >= WRONG_IN_A_ROW) {
      log.error("The program stops: {}", ClockDifference.advice(ahead));
      stop.run();
      stopped = true;
    }
  }
}
