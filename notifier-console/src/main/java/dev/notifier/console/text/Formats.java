package dev.notifier.console.text;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** How numbers and times are written. Times are those of Vietnam, and say so. */
public final class Formats {
  /** The zone of all times that a page shows, and of its days. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private static final String USER = "user:";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ROOT).withZone(ZONE);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZONE);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd/MM/yyyy", Locale.ROOT).withZone(ZONE);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MM/yyyy", Locale.ROOT);

  private Formats() {}

  /** A number with separators, as in 198.412 or 198,412. */
  public static String number(Language language, long number) {
    return NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  /** A number with at most one digit behind the separator. */
  public static String decimal(Language language, double number) {
    NumberFormat format = NumberFormat.getNumberInstance(language.locale());
    format.setMaximumFractionDigits(1);
    return format.format(number);
  }

  /** Day, time and zone. */
  public static String time(Instant at) {
    return TIME.format(at) + " (UTC+7)";
  }

  /** The time of the day, without seconds. */
  public static String minute(Instant at) {
    return MINUTE.format(at);
  }

  /** A day such as 2026-12-31; as it is if it is none. */
  public static String date(String day) {
    try {
      return DAY.format(LocalDate.parse(day));
    } catch (DateTimeParseException e) {
      return day;
    }
  }

  /** A month such as 2026-12, as in 12/2026; as it is if it is none. */
  public static String month(String month) {
    try {
      return MONTH.format(YearMonth.parse(month));
    } catch (DateTimeParseException e) {
      return month;
    }
  }

  /** The day. */
  public static String day(Instant at) {
    return DAY.format(at);
  }

  /**
   * Names who has done something: the name of a user, or what the HTTP interface calls the caller.
   */
  public static String person(String caller) {
    return caller.startsWith(USER) ? caller.substring(USER.length()) : caller;
  }

  /** A day. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** The day of a time. */
  public static LocalDate dayOf(Instant at) {
    return LocalDate.ofInstant(at, ZONE);
  }

  /** When a day begins. */
  public static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }
}
