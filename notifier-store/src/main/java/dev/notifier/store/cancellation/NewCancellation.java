package dev.notifier.store.cancellation;

import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.sending.BatchLine;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation to make.
 *
 * @param filter null if it has events
 * @param events digests of events; empty if it has a filter
 * @param reason why, for the audit, without personal data
 * @param keepUntil until when the rule is in force at least
 */
public record NewCancellation(
    String tenant,
    @Nullable CancellationFilter filter,
    List<UUID> events,
    String reason,
    String madeBy,
    Instant madeAt,
    Instant keepUntil) {
  /** Whether it concerns what a key sends until all instances refuse it. */
  boolean isOfRevokedKey() {
    return filter != null && filter.acceptedTo() != null && filter.acceptedTo().isAfter(madeAt);
  }

  boolean isOfBatch() {
    return filter != null
        && filter.source() != null
        && filter.source().startsWith(BatchLine.SOURCES);
  }

  /** Omits the events. */
  @Override
  public String toString() {
    return "NewCancellation[" + tenant + ", " + filter + "]";
  }
}
