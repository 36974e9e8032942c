package dev.notifier.local.chaos.faults;

import java.time.Duration;

/**
 * The last two of every six minutes have neither carrier-wide faults nor kills, so that progress
 * and urgent messages can be measured while only single items fail.
 */
public final class CalmPeriods {
  private static final Duration EVERY = Duration.ofMinutes(6);
  private static final Duration FAULTS = Duration.ofMinutes(4);

  private CalmPeriods() {}

  /**
   * @param elapsedNanos since the beginning of the run
   */
  public static boolean contains(long elapsedNanos) {
    return elapsedNanos % EVERY.toNanos() >= FAULTS.toNanos();
  }
}
