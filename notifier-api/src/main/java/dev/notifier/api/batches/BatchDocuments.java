package dev.notifier.api.batches;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.counters.CounterStore.Count;
import dev.notifier.store.feeding.BatchCounts;
import dev.notifier.store.feeding.BatchProgress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows batches with the progress of their lines. Thread-safe. */
final class BatchDocuments {
  private final BatchCounts counts;
  private final InstantSource clock;

  BatchDocuments(BatchCounts counts, InstantSource clock) {
    this.counts = counts;
    this.clock = clock;
  }

  /** A batch, with as much as the caller may see. */
  BatchDocument of(Caller caller, StoredBatch batch) {
    return of(caller, List.of(batch)).getFirst();
  }

  /** Some batches of a list. */
  List<BatchDocument> of(Caller caller, List<StoredBatch> batches) {
    List<BatchCounts.Key> released =
        batches.stream()
            .filter(batch -> batch.times().released() != null)
            .map(batch -> new BatchCounts.Key(batch.tenant(), batch.id()))
            .toList();
    Map<UUID, List<Count>> counted = StoreAccess.call(() -> counts.of(released));
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    return batches.stream()
        .map(batch ->
            BatchDocument.of(
                batch, clear, progress(batch, counted), SpeedDocument.of(batch, clock.instant())))
        .toList();
  }

  private static @Nullable ProgressDocument progress(
      StoredBatch batch, Map<UUID, List<Count>> counted) {
    return batch.times().released() == null
        ? null
        : ProgressDocument.of(
            BatchProgress.of(
                batch.lines().valid(),
                batch.lines().fed(),
                counted.getOrDefault(batch.id(), List.of())));
  }
}
