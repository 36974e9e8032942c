package dev.notifier.store.effects;

import dev.notifier.store.reports.MessageReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The days of effects, which are those of Vietnam as in the other reports. */
final class EffectDays {
  /**
   * How long after the end of its last window a day is counted: a message is submitted some time
   * after it was planned, its receipt comes later, and so does the plan of an outcome.
   */
  static final int SETTLING = 4;

  /** How many days are counted at once when an effect is new, if they are still kept. */
  static final int PAST = 90;

  /** How long counts are kept, as those of the other reports. */
  static final int KEPT = 5 * 366;

  private static final ZoneId ZONE = ZoneId.of(MessageReport.ZONE);

  private EffectDays() {}

  static LocalDate dayOf(Instant at) {
    return at.atZone(ZONE).toLocalDate();
  }

  static Instant start(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  /** When the reminders of a day can be counted. */
  static Instant due(LocalDate day, int days) {
    return start(day.plusDays(1L + days + SETTLING));
  }
}
