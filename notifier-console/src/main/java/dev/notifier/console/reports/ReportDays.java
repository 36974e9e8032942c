package dev.notifier.console.reports;

import dev.notifier.console.text.TypedTimes;
import dev.notifier.console.web.BadFormException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The days of a report, as people type them or have them in the address of a file. */
final class ReportDays {
  private ReportDays() {}

  /** The day; null if it is none. */
  static @Nullable LocalDate find(String text) {
    return TypedTimes.day(text);
  }

  /**
   * The day.
   *
   * @throws BadFormException if it is none
   */
  static LocalDate of(String text) {
    LocalDate day = find(text);
    if (day == null) {
      throw new BadFormException();
    }
    return day;
  }
}
