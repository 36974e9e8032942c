package dev.notifier.templates.language.program;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.Year;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** Reads the dates, times and months of events. Returns null for a text that is none. */
public final class DateReader {
  /** {@code 2026-12-31}. */
  public static final int DATE_LENGTH = 10;

  private static final int MONTH_LENGTH = 7;
  private static final int MAX_TIME_LENGTH = 40;

  /** Vietnam's offset, all year: it has no daylight saving time. */
  private static final int VIETNAM_OFFSET_MINUTES = 7 * 60;

  private static final int MAX_OFFSET_MINUTES = 18 * 60;

  private DateReader() {}

  /**
   * Returns the day in Vietnam of a date ({@code 2026-12-31}) or a time (RFC 3339, with or without
   * seconds: {@code 2026-12-31T22:00:00+07:00}).
   */
  public static @Nullable LocalDate parse(String text) {
    if (text.length() < DATE_LENGTH || text.length() > MAX_TIME_LENGTH) {
      return null;
    }
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    boolean isDay =
        text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && year >= 0
            && isMonth(month)
            && day >= 1
            && day <= Month.of(month).length(Year.isLeap(year));
    if (!isDay) {
      return null;
    }
    LocalDate date = LocalDate.of(year, month, day);
    return text.length() == DATE_LENGTH ? date : inVietnam(date, text);
  }

  private static @Nullable LocalDate inVietnam(LocalDate date, String text) {
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    boolean isTime =
        (text.charAt(DATE_LENGTH) == 'T' || text.charAt(DATE_LENGTH) == 't')
            && isBetween(hour, 0, 23)
            && text.charAt(13) == ':'
            && isBetween(minute, 0, 59);
    if (!isTime) {
      return null;
    }
    int offsetAt = afterSeconds(text);
    Integer offset = offsetAt < 0 ? null : offsetMinutes(text, offsetAt);
    if (offset == null) {
      return null;
    }
    LocalDateTime local = date.atTime(hour, minute);
    return local.plusMinutes(VIETNAM_OFFSET_MINUTES - offset).toLocalDate();
  }

  /** Returns the index of the offset, or -1. */
  private static int afterSeconds(String text) {
    int at = 16;
    if (charAt(text, at) != ':') {
      return at;
    }
    if (!isBetween(digits(text, 17, 19), 0, 59)) {
      return -1;
    }
    at = 19;
    if (charAt(text, at) != '.') {
      return at;
    }
    int end = at + 1;
    while (isDigit(charAt(text, end))) {
      end++;
    }
    return end == at + 1 ? -1 : end;
  }

  private static @Nullable Integer offsetMinutes(String text, int at) {
    char sign = charAt(text, at);
    if ((sign == 'Z' || sign == 'z') && at == text.length() - 1) {
      return 0;
    }
    int hours = digits(text, at + 1, at + 3);
    int minutes = digits(text, at + 4, at + 6);
    boolean isOffset =
        (sign == '+' || sign == '-')
            && text.length() == at + 6
            && hours >= 0
            && text.charAt(at + 3) == ':'
            && isBetween(minutes, 0, 59)
            && hours * 60 + minutes <= MAX_OFFSET_MINUTES;
    if (!isOffset) {
      return null;
    }
    int offset = hours * 60 + minutes;
    return sign == '+' ? offset : -offset;
  }

  /**
   * Returns the month of {@code 2026-10}, of a date or a time, or of the usual spellings: {@code
   * 10/2026}, {@code 6/2026}, {@code 6-2026}, {@code 102026}.
   */
  static @Nullable YearMonth parseMonth(String text) {
    if (text.length() >= DATE_LENGTH) {
      LocalDate date = parse(text);
      return date == null ? null : YearMonth.from(date);
    }
    if (text.length() == MONTH_LENGTH && text.charAt(4) == '-') {
      return month(digits(text, 0, 4), digits(text, 5, 7));
    }
    int yearAt = text.length() - 4;
    boolean separated =
        yearAt >= 2 && (text.charAt(yearAt - 1) == '/' || text.charAt(yearAt - 1) == '-');
    int monthEnd = separated ? yearAt - 1 : yearAt;
    boolean valid = separated ? monthEnd <= 2 : monthEnd == 2;
    return valid ? month(digits(text, yearAt, text.length()), digits(text, 0, monthEnd)) : null;
  }

  private static @Nullable YearMonth month(int year, int month) {
    return year >= 0 && isMonth(month) ? YearMonth.of(year, month) : null;
  }

  private static boolean isMonth(int month) {
    return isBetween(month, 1, 12);
  }

  private static boolean isBetween(int number, int from, int to) {
    return number >= from && number <= to;
  }

  private static char charAt(String text, int index) {
    return index < text.length() ? text.charAt(index) : '\0';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the number, or -1 if a character is not a digit. */
  private static int digits(String text, int from, int to) {
    if (to > text.length()) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
