package dev.notifier.worker.submit;

import java.time.Duration;

/**
 * validity_period as SMPP writes it relative to now, {@code YYMMDDhhmmss000R} (v3.4, 7.1.1.2): no
 * clock of the carrier's can spoil it. Written by hand, because a locale's digits may not be
 * ASCII's; years and months stay zero, because their length is anybody's guess.
 */
final class ValidityPeriod {
  /** Less than this would be over before the carrier has looked at it. */
  static final Duration SHORTEST = Duration.ofMinutes(1);

  /** What days alone can say in any month. */
  static final Duration LONGEST = Duration.ofDays(28);

  private ValidityPeriod() {}

  /**
   * The period.
   *
   * @param left until the message is worthless
   * @param max what the carrier takes
   */
  static String of(Duration left, Duration max) {
    Duration cap = max.compareTo(LONGEST) < 0 ? max : LONGEST;
    Duration period = left.compareTo(cap) < 0 ? left : cap;
    period = period.compareTo(SHORTEST) < 0 ? SHORTEST : period;
    StringBuilder text = new StringBuilder(16).append("0000");
    twoDigits(text, period.toDaysPart());
    twoDigits(text, period.toHoursPart());
    twoDigits(text, period.toMinutesPart());
    twoDigits(text, period.toSecondsPart());
    return text.append("000R").toString();
  }

  private static void twoDigits(StringBuilder text, long value) {
    text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }
}
