package dev.notifier.worker.track;

import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore.LateMatchedReceipt;
import dev.notifier.worker.receipt.LateReceiptLinker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Handles receipts that have no response at the response deadline: links them to segments where
 * possible, applies the linked ones, and deletes the others after 7 days. A receipt is linked, then
 * applied and published, then marked as applied. If a worker dies in between, the next sweep
 * continues.
 *
 * <p>Used by one thread. With several workers, only the one that holds the sweep lock sweeps.
 */
final class UnmatchedReceiptSweeper {
  static final Duration RETENTION = Duration.ofDays(7);

  private static final int MAX_ROWS = 2_000;

  /** Pages of one sweep; the remaining receipts wait for the next sweep. */
  private static final int MAX_PAGES = 20;

  private final SweepStore sweeps;
  private final UnmatchedReceiptStore receipts;
  private final LateReceiptLinker linker;
  private final StateUpdater updater;
  private final TrackMetrics metrics;
  private final Clock clock;

  UnmatchedReceiptSweeper(
      SweepStore sweeps,
      UnmatchedReceiptStore receipts,
      LateReceiptLinker linker,
      StateUpdater updater,
      TrackMetrics metrics,
      Clock clock) {
    this.sweeps = sweeps;
    this.receipts = receipts;
    this.linker = linker;
    this.updater = updater;
    this.metrics = metrics;
    this.clock = clock;
  }

  void sweep() {
    Instant now = clock.instant();
    linker.linkByForm(now);
    if (linker.linkByNumber(now)) {
      applyLinked();
      metrics.waitingReceipts(sweeps.countUnmatchedReceipts());
      metrics.expiredReceipts(sweeps.deleteUnmatchedReceipts(now, RETENTION, MAX_ROWS));
    }
  }

  private void applyLinked() {
    boolean more = true;
    for (int page = 0; more && page < MAX_PAGES; page++) {
      List<LateMatchedReceipt> linked =
          updater.update(() -> receipts.listLinked(MAX_ROWS), UnmatchedReceiptSweeper::updates);
      receipts.markReported(linked);
      for (LateMatchedReceipt each : linked) {
        metrics.lateMatchedReceipt(each.receipt().route(), each.byNumber() ? "number" : "form");
      }
      more = linked.size() >= MAX_ROWS;
    }
  }

  private static NotificationUpdates updates(List<LateMatchedReceipt> linked) {
    NotificationUpdates updates = new NotificationUpdates();
    for (LateMatchedReceipt each : linked) {
      NotificationUpdate update = updates.addReceipt(each.receipt());
      if (each.byNumber()) {
        update.noteMatchedByNumber();
      }
    }
    return updates;
  }
}
