package dev.notifier.store.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A range of ids, from one inclusive to another exclusive. They are compared as unsigned numbers,
 * as PostgreSQL does.
 */
record Window(UUID lowest, UUID highest) {
  private static final int RANDOM_BITS = 16;

  /** The ids of a day (UTC). */
  static Window of(LocalDate day) {
    return new Window(idOf(day), idOf(day.plusDays(1)));
  }

  /** The ids of the day of an id. */
  static Window ofDayOf(UUID id) {
    return of(dayOf(id));
  }

  /**
   * The ids of the days that end with the one that has the next lower id.
   *
   * @param days how many; 1 or more
   */
  static Window ofDayBelow(UUID id, int days) {
    LocalDate day = dayOf(id);
    LocalDate last = idOf(day).equals(id) ? day.minusDays(1) : day;
    return new Window(idOf(last.minusDays(days - 1L)), idOf(last.plusDays(1)));
  }

  private static LocalDate dayOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> RANDOM_BITS)
        .atOffset(ZoneOffset.UTC)
        .toLocalDate();
  }

  /** Whether another window ends where this one begins, on the same day. */
  boolean continues(Window lower) {
    return lower.highest().equals(lowest) && !idOf(dayOf(lowest)).equals(lowest);
  }

  private static UUID idOf(LocalDate day) {
    return SearchFilter.idOf(day.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** The ids of an hour. */
  static Window ofHour(Instant hour) {
    return new Window(SearchFilter.idOf(hour), SearchFilter.idOf(hour.plus(1, ChronoUnit.HOURS)));
  }

  /** The part that is within another one; may be empty. */
  Window within(UUID from, UUID until) {
    return new Window(
        IdOrder.compare(lowest, from) < 0 ? from : lowest,
        IdOrder.compare(highest, until) > 0 ? until : highest);
  }

  boolean isEmpty() {
    return IdOrder.compare(lowest, highest) >= 0;
  }

  /** The part below an id. */
  Window below(UUID id) {
    return within(lowest, id);
  }

  /** The begin of the hour of its lowest id. */
  Instant firstHour() {
    return hourOf(lowest);
  }

  /** The end of the hour of its highest id. */
  Instant lastHour() {
    return hourOf(highest).plus(1, ChronoUnit.HOURS);
  }

  private static Instant hourOf(UUID id) {
    return Instant.ofEpochMilli(id.getMostSignificantBits() >>> RANDOM_BITS)
        .truncatedTo(ChronoUnit.HOURS);
  }
}
