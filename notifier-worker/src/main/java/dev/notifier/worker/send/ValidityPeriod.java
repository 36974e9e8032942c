package dev.notifier.worker.send;

import java.time.Duration;

/**
 * Formats a validity_period relative to now, {@code YYMMDDhhmmss000R} (SMPP v3.4, 7.1.1.2), which
 * does not depend on the carrier's clock. Digits are written one by one, because those of a locale
 * may not be ASCII. Years and months stay zero, because their length varies.
 */
final class ValidityPeriod {
  /** A shorter period could end before the carrier has processed the message. */
  static final Duration SHORTEST = Duration.ofMinutes(1);

  /** The longest period that days alone can express in any month. */
  static final Duration LONGEST = Duration.ofDays(28);

  private ValidityPeriod() {}

  /**
   * Formats the period.
   *
   * @param left until the message expires
   * @param max the longest period that the carrier accepts
   */
  static String of(Duration left, Duration max) {
    Duration cap = max.compareTo(LONGEST) < 0 ? max : LONGEST;
    Duration period = left.compareTo(cap) < 0 ? left : cap;
    period = period.compareTo(SHORTEST) < 0 ? SHORTEST : period;
    StringBuilder text = new StringBuilder(16).append("0000");
    appendTwoDigits(text, period.toDaysPart());
    appendTwoDigits(text, period.toHoursPart());
    appendTwoDigits(text, period.toMinutesPart());
    appendTwoDigits(text, period.toSecondsPart());
    return text.append("000R").toString();
  }

  private static void appendTwoDigits(StringBuilder text, long value) {
    text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }
}
