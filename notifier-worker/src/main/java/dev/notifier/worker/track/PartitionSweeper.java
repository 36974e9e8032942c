package dev.notifier.worker.track;

import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.partitions.PartitionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Creates the partitions of the next two weeks, and drops the digests of events after 90 days. Each
 * step is short, and several workers may do it at the same time.
 */
final class PartitionSweeper implements Sweeps.Sweeper {
  /** How many days ahead partitions are created. */
  static final int DAYS_AHEAD = 14;

  /** A copy of an event with the same time is detected for so many days. */
  static final int DIGESTS_KEPT_DAYS = 90;

  private final PartitionStore store;

  PartitionSweeper(PartitionStore store) {
    this.store = store;
  }

  @Override
  public Duration sweep(Instant now) {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    for (Table table : Table.values()) {
      store.create(table, today, today.plusDays(DAYS_AHEAD));
    }
    // Each drop makes others wait for a moment, so there is one a minute.
    store.dropOldest(Table.EVENT_DIGESTS, today.minusDays(DIGESTS_KEPT_DAYS));
    return Duration.ZERO;
  }
}
