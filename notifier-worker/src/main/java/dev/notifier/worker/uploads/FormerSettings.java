package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.line.DateOrder;
import dev.notifier.store.JsonText;
import dev.notifier.store.batches.BatchSettings;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.StoredBatch;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was said about the dates and numbers of a batch whose corrected report another one is.
 * Thread-safe.
 */
final class FormerSettings {
  /** A report of a corrected report, and so on. */
  private static final int MAX_REPORTS = 10;

  private final BatchStore batches;

  FormerSettings(BatchStore batches) {
    this.batches = batches;
  }

  /**
   * The settings, of the batch or of one of which it is the corrected report in turn.
   *
   * @param batch that is read
   * @param corrected the batch that its file names
   * @return without anything if there is no such batch of the same tenant and event type
   */
  BatchSettings of(StoredBatch batch, UUID corrected) {
    @Nullable String order = null;
    @Nullable String format = null;
    UUID next = corrected;
    for (int i = 0; i < MAX_REPORTS && next != null; i++) {
      StoredBatch found = find(batch, next);
      if (found == null) {
        break;
      }
      BatchSettings said = JsonText.read(found.settings(), BatchSettings.class);
      order = order == null ? order(found, said) : order;
      format = format == null ? said.numberFormat() : format;
      next = found.correctionOf();
    }
    return new BatchSettings(null, null, null, null, null, order, format, null);
  }

  private @Nullable StoredBatch find(StoredBatch batch, UUID id) {
    return batches
        .find(batch.tenant(), id)
        .filter(found -> !id.equals(batch.id()) && found.type().name().equals(batch.type().name()))
        .orElse(null);
  }

  /** If it was deleted what was said, dates that are not clear are asked about. */
  private static @Nullable String order(StoredBatch batch, BatchSettings said) {
    return batch.times().cleared() == null
        ? said.dateOrder()
        : DateOrder.DAY_FIRST_EXCHANGED.code();
  }
}
