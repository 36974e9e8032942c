package dev.notifier.api.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses times in the format of RFC 3339, with seconds and offset. A fraction may have any length;
 * only nanoseconds are kept. A leap second is the moment after it, because {@link Instant} has
 * none.
 */
public final class Rfc3339 {
  private static final Pattern FORMAT =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?"
              + "(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))");

  private static final int LEAP_SECOND = 60;
  private static final int NANO_DIGITS = 9;
  private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

  private Rfc3339() {}

  /** Parses a time; null if it is invalid. */
  public static @Nullable Instant parse(String text) {
    Matcher matcher = FORMAT.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      LocalDateTime utc =
          LocalDate.parse(matcher.group(1))
              .atTime(LocalTime.parse(matcher.group(2)))
              .minusMinutes(offsetMinutes(matcher));
      int second = Integer.parseInt(matcher.group(3));
      boolean leap = second == LEAP_SECOND && utc.toLocalTime().equals(LAST_MINUTE);
      if (second >= LEAP_SECOND && !leap) {
        return null;
      }
      return utc.plusSeconds(second).plusNanos(nanos(matcher.group(4))).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int offsetMinutes(Matcher matcher) {
    if (matcher.group(5) == null) {
      return 0;
    }
    // Throws for an offset that is no time of day.
    LocalTime offset =
        LocalTime.of(Integer.parseInt(matcher.group(6)), Integer.parseInt(matcher.group(7)));
    int minutes = offset.getHour() * 60 + offset.getMinute();
    return matcher.group(5).equals("-") ? -minutes : minutes;
  }

  private static int nanos(@Nullable String fraction) {
    if (fraction == null) {
      return 0;
    }
    return Integer.parseInt((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
  }
}
