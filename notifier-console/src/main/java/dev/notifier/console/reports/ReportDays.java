package dev.notifier.console.reports;

import dev.notifier.console.web.BadFormException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The days of a report, as people type them or have them in the address of a file. */
final class ReportDays {
  /** The day after the last one has four digits for its year, too. */
  private static final LocalDate AFTER_ALL = LocalDate.of(9_999, 12, 31);

  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);

  private ReportDays() {}

  /** The day; null if it is none. */
  static @Nullable LocalDate find(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      return day.isBefore(FIRST) || !day.isBefore(AFTER_ALL) ? null : day;
    } catch (DateTimeParseException e) {
      return null;
    }
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
