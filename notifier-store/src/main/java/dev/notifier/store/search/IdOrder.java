package dev.notifier.store.search;

import java.util.UUID;

/** Compares ids as PostgreSQL does: as unsigned numbers. */
public final class IdOrder {
  private IdOrder() {}

  /** Negative if the first id is the lower one. */
  public static int compare(UUID a, UUID b) {
    int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return high == 0
        ? Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits())
        : high;
  }
}
