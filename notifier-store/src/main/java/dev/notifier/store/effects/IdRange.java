package dev.notifier.store.effects;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The ids of the notifications that are planned within a time.
 *
 * @param from the lowest
 * @param to the end, exclusive
 */
record IdRange(UUID from, UUID to) {
  /** Version 7 UUIDs begin with 48 bits of milliseconds. */
  private static final int RANDOM_BITS = 16;

  static IdRange of(Instant from, Instant to) {
    return new IdRange(lowest(from), lowest(to));
  }

  /** The days (UTC) that contain two times, which are whole partitions. */
  static IdRange ofDays(Instant first, Instant last) {
    return of(
        first.truncatedTo(ChronoUnit.DAYS),
        last.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
  }

  /** The lowest id of the notifications that are planned at a time or later. */
  static UUID lowest(Instant at) {
    return new UUID(at.toEpochMilli() << RANDOM_BITS, 0);
  }

  /** The next higher id. */
  static UUID above(UUID id) {
    long low = id.getLeastSignificantBits() + 1;
    return new UUID(id.getMostSignificantBits() + (low == 0 ? 1 : 0), low);
  }
}
