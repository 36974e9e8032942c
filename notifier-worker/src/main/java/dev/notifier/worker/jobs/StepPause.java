package dev.notifier.worker.jobs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a job pauses after a step. */
final class StepPause {
  /** A step that waited for a lock for long must not stop its job for an hour. */
  static final Duration MAX_PAUSE = Duration.ofMinutes(5);

  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  private static final Duration MAX_DELAY = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 20;

  private StepPause() {}

  /**
   * The pause after which the step took its share of the time.
   *
   * @param percent the share, 1 to 100
   */
  static Duration after(Duration took, int percent) {
    Duration pause = took.multipliedBy(100L - percent).dividedBy(percent);
    return min(pause, MAX_PAUSE);
  }

  /**
   * The delay until a failed step is repeated: 5 s, then twice as long each time, up to an hour. A
   * periodic job is not repeated more rarely than without failures, at most every 5 s.
   *
   * @param failures in a row before this one
   * @param period of a periodic job; else null
   */
  static Duration afterFailure(int failures, @Nullable Duration period) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
    Duration most = period == null ? MAX_DELAY : max(FIRST_DELAY, min(period, MAX_DELAY));
    return min(delay, most);
  }

  private static Duration min(Duration first, Duration second) {
    return first.compareTo(second) < 0 ? first : second;
  }

  private static Duration max(Duration first, Duration second) {
    return first.compareTo(second) > 0 ? first : second;
  }
}
