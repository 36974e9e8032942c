package dev.notifier.api.batches;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.counters.CounterStore.Count;
import dev.notifier.store.feeding.BatchCounts;
import dev.notifier.store.feeding.BatchProgress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Shows batches with the progress of their lines. Thread-safe. */
final class BatchDocuments {
  private final BatchCounts counts;
  private final InstantSource clock;
  private final ToIntFunction<String> releaseLimit;

  /**
   * @param releaseLimit how many lines one person of a tenant may send with a batch
   */
  BatchDocuments(BatchCounts counts, InstantSource clock, ToIntFunction<String> releaseLimit) {
    this.counts = counts;
    this.clock = clock;
    this.releaseLimit = releaseLimit;
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
    boolean anyToRelease = batches.stream().anyMatch(BatchDocuments::isToRelease);
    int limit = anyToRelease ? releaseLimit.applyAsInt(caller.tenant()) : 0;
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    return batches.stream()
        .map(batch ->
            BatchDocument.of(
                batch,
                clear,
                progress(batch, counted),
                SpeedDocument.of(batch, clock.instant()),
                needsSecondPerson(caller, batch, limit)))
        .toList();
  }

  private static boolean isToRelease(StoredBatch batch) {
    return batch.state() == BatchState.READY || batch.state() == BatchState.AWAITING_RELEASE;
  }

  private static @Nullable Boolean needsSecondPerson(Caller caller, StoredBatch batch, int limit) {
    return isToRelease(batch)
        ? ReleaseRule.needsTwo(batch, limit) && ReleaseRule.of(caller, batch) != ReleaseRule.RELEASE
        : null;
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
