package dev.notifier.api.batches;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.audit.AuditTrail.Change;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.sending.BatchState;
import dev.notifier.store.batches.BatchRetries;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.counters.CounterStore.Count;
import dev.notifier.store.feeding.BatchCounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes a batch of the failed lines of another one. Thread-safe. */
final class BatchRetry {
  private final BatchCommands batches;
  private final BatchRetries retries;
  private final BatchCounts counts;
  private final AuditTrail audit;

  BatchRetry(BatchCommands batches, BatchRetries retries, BatchCounts counts, AuditTrail audit) {
    this.batches = batches;
    this.retries = retries;
    this.counts = counts;
    this.audit = audit;
  }

  /**
   * The batch of the failed lines.
   *
   * @param isNew false if it was made before
   */
  record Made(StoredBatch batch, boolean isNew) {}

  /**
   * Makes the batch of the failed lines of another one, unless there is one.
   *
   * @throws ProblemException if the first one is not done, or has no such line, or if the caller
   *     may not send its event type
   */
  Made make(Caller caller, UUID id) {
    StoredBatch first = batches.findAllowed(caller, id);
    if (first.state() != BatchState.DONE) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    Optional<UUID> former = StoreAccess.call(() -> retries.find(id));
    if (former.isPresent()) {
      return new Made(batches.find(caller, former.get()), false);
    }
    if (first.times().cleared() != null) {
      throw new ProblemException(ErrorCode.BATCH_STATE);
    }
    long lines = retriable(first);
    if (lines == 0) {
      throw new ProblemException(ErrorCode.NOTHING_TO_RETRY);
    }
    UUID made =
        StoreAccess.call(() ->
                audit.change(
                    () -> retries.add(first, caller.name(), BatchService.LIMITS.open()),
                    added ->
                        added
                            .map(retry ->
                                Change.of(Map.of("retry", retry.toString(), "failed", lines)))
                            .orElse(null)))
            .orElseThrow(() -> refusal(id));
    return new Made(batches.find(caller, made), true);
  }

  private ProblemException refusal(UUID id) {
    boolean madeNow = StoreAccess.call(() -> retries.find(id)).isPresent();
    return new ProblemException(madeNow ? ErrorCode.CONFLICT : ErrorCode.TOO_MANY_BATCHES);
  }

  private long retriable(StoredBatch batch) {
    return StoreAccess.call(
            () -> counts.of(List.of(new BatchCounts.Key(batch.tenant(), batch.id()))))
        .getOrDefault(batch.id(), List.of())
        .stream()
        .filter(BatchRetry::isRetriable)
        .mapToLong(Count::number)
        .sum();
  }

  private static boolean isRetriable(Count count) {
    String reason = count.reason();
    return reason != null
        && BatchRetries.isRetriable(NotificationState.of(count.state()), FailureReason.of(reason));
  }
}
