package dev.notifier.worker.track;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dates in receipts. SMPP v3.4, appendix B, has YYMMDDhhmm; carriers write years of four
 * digits, seconds, separators, or the 16 characters of 7.1.1 as well. The length tells the form;
 * where it allows two, the one nearest to the receipt's arrival counts. A date that cannot be is
 * unknown: a guess would be a wrong latency. Never throws.
 */
final class ReceiptDateParser {
  /** A carrier's clock may be wrong by a zone or a day, not by more. */
  static final Duration MAX_AHEAD = Duration.ofDays(2);

  /** No carrier keeps a message this long. */
  static final Duration MAX_BEHIND = Duration.ofDays(60);

  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final int CENTURY = 2_000;
  private static final int MINUTES_OF_A_QUARTER = 15;
  private static final int MAX_QUARTERS = 48;
  private static final int LONGEST = 32;

  private ReceiptDateParser() {}

  /**
   * @param raw as it stands in the receipt
   * @param zone of dates that name none; null when nobody knows it
   * @param near when the receipt came
   * @return null when it is unknown
   */
  static @Nullable Instant read(@Nullable String raw, @Nullable ZoneId zone, Instant near) {
    if (raw == null || zone == null || raw.length() > LONGEST) {
      return null;
    }
    Instant best = null;
    for (Instant reading : readings(raw, zone)) {
      if (isPlausible(reading, near) && (best == null || isNearer(reading, best, near))) {
        best = reading;
      }
    }
    return best;
  }

  private static boolean isPlausible(Instant reading, Instant near) {
    return !reading.isBefore(FIRST)
        && !reading.isAfter(near.plus(MAX_AHEAD))
        && !reading.isBefore(near.minus(MAX_BEHIND));
  }

  private static boolean isNearer(Instant one, Instant other, Instant near) {
    return Duration.between(one, near).abs().compareTo(Duration.between(other, near).abs()) < 0;
  }

  private static List<Instant> readings(String raw, ZoneId zone) {
    char last = raw.isEmpty() ? ' ' : raw.charAt(raw.length() - 1);
    boolean signed = last == '+' || last == '-';
    String digits = digits(signed ? raw.substring(0, raw.length() - 1) : raw);
    if (digits == null) {
      return List.of();
    }
    List<Instant> readings = new ArrayList<>(2);
    if (signed) {
      add(readings, digits.length() == 15 ? withOffset(digits, last == '-') : null);
      return readings;
    }
    switch (digits.length()) {
      case 10 -> add(readings, local(digits, 2, zone));
      case 12 -> {
        add(readings, local(digits, 2, zone));
        add(readings, local(digits, 4, zone));
      }
      case 14 -> add(readings, local(digits, 4, zone));
      case 15 -> {
        // Tenths at the end, or 7.1.1 without its sign, which then says nothing about the zone.
        add(readings, local(digits.substring(0, 14), 4, zone));
        add(readings, local(digits.substring(0, 12), 2, zone));
      }
      case 16 -> add(readings, local(digits.substring(0, 14), 4, zone));
      default -> {}
    }
    return readings;
  }

  /** Null when anything but digits and what people put between them is there. */
  private static @Nullable String digits(String raw) {
    StringBuilder digits = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if ("-:/. T".indexOf(c) < 0) {
        return null;
      }
    }
    return digits.toString();
  }

  /** YYMMDDhhmmsstnnp (SMPP v3.4, 7.1.1): tenths, quarters of an hour, and which way. */
  private static @Nullable Instant withOffset(String digits, boolean behind) {
    int quarters = number(digits, 13);
    if (quarters > MAX_QUARTERS) {
      return null;
    }
    int minutes = (behind ? -quarters : quarters) * MINUTES_OF_A_QUARTER;
    return local(digits.substring(0, 12), 2, ZoneOffset.ofTotalSeconds(minutes * 60));
  }

  /**
   * Month, day, hour, minute and, where there is more, second behind a year of two or four digits.
   */
  private static @Nullable Instant local(String digits, int yearDigits, ZoneId zone) {
    int year = yearDigits == 2 ? CENTURY + number(digits, 0) : Integer.parseInt(digits, 0, 4, 10);
    int second = digits.length() > yearDigits + 8 ? number(digits, yearDigits + 8) : 0;
    try {
      return LocalDateTime.of(
              year,
              number(digits, yearDigits),
              number(digits, yearDigits + 2),
              number(digits, yearDigits + 4),
              number(digits, yearDigits + 6),
              second)
          .atZone(zone)
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(String digits, int at) {
    return (digits.charAt(at) - '0') * 10 + digits.charAt(at + 1) - '0';
  }

  private static void add(List<Instant> readings, @Nullable Instant reading) {
    if (reading != null) {
      readings.add(reading);
    }
  }
}
