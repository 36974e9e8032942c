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
