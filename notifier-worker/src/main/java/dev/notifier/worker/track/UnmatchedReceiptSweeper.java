package dev.notifier.worker.track;

import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore.LateMatchedReceipt;
import dev.notifier.store.tracking.UnmatchedReceiptStore.LinkedBy;
import dev.notifier.worker.receipt.CarrierAccount;
import dev.notifier.worker.receipt.CarrierAccounts;
import dev.notifier.worker.receipt.LateReceiptLinker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Handles receipts that have no response at the response deadline: links them to segments where
 * possible, and applies the linked ones. A receipt is linked, then applied and published, then
 * marked as applied. If a worker dies in between, the next sweep continues.
 *
 * <p>Used by one thread. With several workers, only the one that holds the sweep lock links; all
 * apply, which may be repeated.
 */
final class UnmatchedReceiptSweeper implements Sweeps.Sweeper {
  private static final int MAX_ROWS = 2_000;

  /** Pages of one account in one sweep; the remaining receipts wait for the next sweep. */
  private static final int MAX_PAGES = 20;

  private final UnmatchedReceiptStore receipts;
  private final CarrierAccounts accounts;
  private final LateReceiptLinker linker;
  private final StateUpdater updater;
  private final TrackMetrics metrics;

  UnmatchedReceiptSweeper(
      UnmatchedReceiptStore receipts,
      CarrierAccounts accounts,
      LateReceiptLinker linker,
      StateUpdater updater,
      TrackMetrics metrics) {
    this.receipts = receipts;
    this.accounts = accounts;
    this.linker = linker;
    this.updater = updater;
    this.metrics = metrics;
  }

  @Override
  public Duration sweep(Instant now) {
    Duration behind = linker.link(now);
    accounts.configured().forEach(account -> applyLinked(account, now));
    return behind;
  }

  private void applyLinked(CarrierAccount account, Instant now) {
    Instant until = LateReceiptLinker.deadline(account, now);
    boolean more = true;
    for (int page = 0; more && page < MAX_PAGES; page++) {
      List<LateMatchedReceipt> linked =
          updater.update(
              () -> receipts.listLinked(account.id(), until, MAX_ROWS),
              UnmatchedReceiptSweeper::updates);
      receipts.markReported(linked);
      for (LateMatchedReceipt each : linked) {
        metrics.lateMatchedReceipt(account.label(), each.by().name().toLowerCase(Locale.ROOT));
      }
      more = linked.size() >= MAX_ROWS;
    }
  }

  private static NotificationUpdates updates(List<LateMatchedReceipt> linked) {
    NotificationUpdates updates = new NotificationUpdates();
    for (LateMatchedReceipt each : linked) {
      NotificationUpdate update = updates.addReceipt(each.receipt());
      if (each.by() == LinkedBy.NUMBER) {
        update.noteMatchedByNumber();
      }
    }
    return updates;
  }
}
