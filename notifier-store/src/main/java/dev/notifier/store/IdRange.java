package dev.notifier.store;

import java.util.Collection;
import java.util.UUID;

/**
 * The lowest and the highest of some ids. With them as constants in a statement, PostgreSQL plans
 * only the partitions of the days between them.
 */
public record IdRange(UUID lowest, UUID highest) {
  /**
   * Finds the range of ids.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static IdRange of(Collection<UUID> ids) {
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("No ids");
    }
    UUID lowest = ids.iterator().next();
    UUID highest = lowest;
    for (UUID id : ids) {
      lowest = isLower(id, lowest) ? id : lowest;
      highest = isLower(highest, id) ? id : highest;
    }
    return new IdRange(lowest, highest);
  }

  /** PostgreSQL compares the bytes, and {@link UUID#compareTo} signed numbers. */
  private static boolean isLower(UUID first, UUID second) {
    int high =
        Long.compareUnsigned(first.getMostSignificantBits(), second.getMostSignificantBits());
    return high == 0
        ? Long.compareUnsigned(first.getLeastSignificantBits(), second.getLeastSignificantBits())
            < 0
        : high < 0;
  }
}
