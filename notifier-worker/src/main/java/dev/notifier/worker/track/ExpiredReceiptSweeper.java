package dev.notifier.worker.track;

import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.SweepStore.Sweep;
import dev.notifier.store.tracking.TrackStore;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes receipts without a response after 7 days, and counts the others.
 *
 * <p>Used by one thread. With several workers, only the one that holds the sweep lock sweeps.
 */
final class ExpiredReceiptSweeper implements Sweeps.Sweeper {
  static final Duration RETENTION = Duration.ofDays(7);

  private static final int MAX_ROWS = 2_000;

  /** Pages of one account in one sweep; the remaining receipts wait for the next sweep. */
  private static final int MAX_PAGES = 50;

  private final TrackStore store;
  private final SweepStore sweeps;
  private final TrackMetrics metrics;

  ExpiredReceiptSweeper(TrackStore store, SweepStore sweeps, TrackMetrics metrics) {
    this.store = store;
    this.sweeps = sweeps;
    this.metrics = metrics;
  }

  @Override
  public Duration sweep(Instant now) {
    Instant until = now.minus(RETENTION);
    for (short account : sweeps.accounts()) {
      int deleted = MAX_ROWS;
      for (int page = 0; page < MAX_PAGES && deleted >= MAX_ROWS; page++) {
        deleted = store.inTransaction(() -> delete(account, until));
        metrics.expiredReceipts(deleted);
      }
    }
    metrics.unmatchedReceipts(sweeps.countUnmatchedReceipts());
    Instant oldest = sweeps.oldestUnmatchedReceipt();
    return oldest == null || !oldest.isBefore(until)
        ? Duration.ZERO
        : Duration.between(oldest, until);
  }

  private int delete(short account, Instant until) {
    return sweeps.tryLock(Sweep.EXPIRED_RECEIPTS)
        ? sweeps.deleteUnmatchedReceipts(account, until, MAX_ROWS)
        : 0;
  }
}
