package dev.notifier.worker.receipt;

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
 * Parses the dates in receipts. SMPP v3.4, appendix B, defines YYMMDDhhmm; carriers also write
 * years of four digits, seconds, separators, or the 16 characters of section 7.1.1. The length
 * determines the format; if two formats have that length, the date closest to the receipt's arrival
 * is used. An implausible date counts as unknown, because a guess would falsify the latency. Never
 * throws.
 */
final class ReceiptDateParser {
  /** Later dates are implausible: a clock is off by a time zone or a day, not by more. */
  static final Duration MAX_AHEAD = Duration.ofDays(2);

  /** Earlier dates are implausible: no carrier keeps a message this long. */
  static final Duration MAX_BEHIND = Duration.ofDays(60);

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final int CENTURY = 2_000;
  private static final int MINUTES_PER_QUARTER = 15;
  private static final int MAX_QUARTERS = 48;
  private static final int MAX_CHARACTERS = 32;

  private ReceiptDateParser() {}

  /**
   * Parses a date.
   *
   * @param raw the date as written in the receipt
   * @param zone the zone of dates without an offset; null if it is unknown
   * @param arrival when the receipt arrived
   * @return null if the date is unknown
   */
  static @Nullable Instant parse(@Nullable String raw, @Nullable ZoneId zone, Instant arrival) {
    if (raw == null || zone == null || raw.length() > MAX_CHARACTERS) {
      return null;
    }
    Instant best = null;
    for (Instant candidate : candidates(raw, zone)) {
      if (isPlausible(candidate, arrival) && (best == null || isNearer(candidate, best, arrival))) {
        best = candidate;
      }
    }
    return best;
  }

  private static boolean isPlausible(Instant candidate, Instant arrival) {
    return !candidate.isBefore(EARLIEST)
        && !candidate.isAfter(arrival.plus(MAX_AHEAD))
        && !candidate.isBefore(arrival.minus(MAX_BEHIND));
  }

  private static boolean isNearer(Instant one, Instant other, Instant arrival) {
    return Duration.between(one, arrival).abs().compareTo(Duration.between(other, arrival).abs())
        < 0;
  }

  private static List<Instant> candidates(String raw, ZoneId zone) {
    char last = raw.isEmpty() ? ' ' : raw.charAt(raw.length() - 1);
    boolean hasSign = last == '+' || last == '-';
    String digits = digits(hasSign ? raw.substring(0, raw.length() - 1) : raw);
    if (digits == null) {
      return List.of();
    }
    List<Instant> candidates = new ArrayList<>(2);
    if (hasSign) {
      add(candidates, digits.length() == 15 ? withOffset(digits, last == '-') : null);
      return candidates;
    }
    switch (digits.length()) {
      case 10 -> add(candidates, local(digits, 2, zone));
      case 12 -> {
        add(candidates, local(digits, 2, zone));
        add(candidates, local(digits, 4, zone));
      }
      case 14 -> add(candidates, local(digits, 4, zone));
      case 15 -> {
        // Tenths at the end, or 7.1.1 without its sign, so without a known offset.
        add(candidates, local(digits.substring(0, 14), 4, zone));
        add(candidates, local(digits.substring(0, 12), 2, zone));
      }
      case 16 -> add(candidates, local(digits.substring(0, 14), 4, zone));
      default -> {}
    }
    return candidates;
  }

  /** Removes separators; null if there are other characters. */
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

  /** YYMMDDhhmmsstnnp (SMPP v3.4, 7.1.1): tenths, the offset in quarters of an hour, its sign. */
  private static @Nullable Instant withOffset(String digits, boolean west) {
    int quarters = number(digits, 13);
    if (quarters > MAX_QUARTERS) {
      return null;
    }
    int minutes = (west ? -quarters : quarters) * MINUTES_PER_QUARTER;
    return local(digits.substring(0, 12), 2, ZoneOffset.ofTotalSeconds(minutes * 60));
  }

  /** A year of two or four digits, then month, day, hour, minute and, if present, second. */
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

  private static void add(List<Instant> candidates, @Nullable Instant candidate) {
    if (candidate != null) {
      candidates.add(candidate);
    }
  }
}
