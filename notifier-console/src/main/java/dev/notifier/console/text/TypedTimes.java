package dev.notifier.console.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Days and times that people type, or that an address or a hidden field has. They have a year of
 * four digits, and so do the days before and after them.
 */
public final class TypedTimes {
  private static final LocalDate FIRST = LocalDate.of(1, 1, 2);
  private static final LocalDate LAST = LocalDate.of(9_999, 12, 30);

  private TypedTimes() {}

  /** A day such as 2026-12-31; null if it is none. */
  public static @Nullable LocalDate day(String text) {
    try {
      return within(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A month such as 2026-12; null if it is none. */
  public static @Nullable YearMonth month(String text) {
    try {
      YearMonth month = YearMonth.parse(text);
      return within(month.atDay(2)) == null ? null : month;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A time in Vietnam such as 2026-12-31T08:00; null if it is none. */
  public static @Nullable Instant time(String text) {
    try {
      LocalDateTime time = LocalDateTime.parse(text);
      return within(time.toLocalDate()) == null ? null : time.atZone(Formats.ZONE).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A time in UTC such as 2026-12-31T01:00:00Z; null if it is none. */
  public static @Nullable Instant instant(String text) {
    try {
      Instant time = Instant.parse(text);
      return within(Formats.dayOf(time)) == null ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable LocalDate within(LocalDate day) {
    return day.isBefore(FIRST) || day.isAfter(LAST) ? null : day;
  }
}
