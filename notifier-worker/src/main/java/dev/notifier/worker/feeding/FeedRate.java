package dev.notifier.worker.feeding;

import dev.notifier.store.batches.BatchPace;
import java.time.Duration;
import java.time.Instant;

/**
 * How many lines a second a batch may send now, by its start, its hours, the time by which it shall
 * be finished, and its limit. Pure.
 */
final class FeedRate {
  /** Without a limit. */
  static final int UNLIMITED = Integer.MAX_VALUE;

  private FeedRate() {}

  /**
   * The rate of a batch.
   *
   * @param hours in which it sends lines
   * @param waiting lines that it has not sent
   * @return 0 if it may send nothing now
   */
  static int perSecond(BatchPace pace, OpenHours hours, int waiting, Instant now) {
    Instant start = pace.startAt();
    if ((start != null && now.isBefore(start)) || !hours.isOpen(now)) {
      return 0;
    }
    Integer limit = pace.maxPerSecond();
    int most = limit == null ? UNLIMITED : limit;
    Instant finishBy = pace.finishBy();
    if (finishBy == null) {
      return most;
    }
    long seconds = hours.between(now, finishBy).toSeconds();
    // Too late: as fast as allowed.
    return seconds <= 0 ? most : (int) Math.min(most, Math.ceilDiv(waiting, seconds));
  }

  /**
   * What a batch may send at once.
   *
   * @param credit what was left before
   * @param elapsed since then
   * @return at most what it may send in a second, and at least a line if its rate is one
   */
  static double credit(double credit, int perSecond, Duration elapsed) {
    return perSecond == UNLIMITED
        ? UNLIMITED
        : Math.min(Math.max(1, perSecond), credit + perSecond * (elapsed.toNanos() / 1e9));
  }
}
