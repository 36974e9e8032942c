package dev.notifier.api.batches;

import dev.notifier.store.batches.DryRunStore.StoredDryRun;
import dev.notifier.store.batches.StoredBatch;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The dry runs of a batch.
 *
 * @param dryRuns the newest first
 */
record DryRunsDocument(List<Entry> dryRuns) {
  /**
   * A dry run without its result.
   *
   * @param messages how many would be sent; null until it is computed
   * @param error why it has failed; null if it has not
   * @param releasable whether a release can be based on it now
   */
  record Entry(
      UUID dryRunId,
      @Nullable Integer messages,
      @Nullable String error,
      boolean releasable,
      String createdBy,
      Instant createdAt,
      @Nullable Instant completedAt) {}

  static DryRunsDocument of(StoredBatch batch, List<StoredDryRun> dryRuns, Instant now) {
    return new DryRunsDocument(
        dryRuns.stream()
            .map(each ->
                new Entry(
                    each.id(),
                    each.messages(),
                    each.error(),
                    each.messages() != null && ReleaseChecks.isUpToDate(batch, each, now),
                    each.createdBy(),
                    each.created(),
                    each.done()))
            .toList());
  }
}
