package dev.notifier.store.cancellation;

import dev.notifier.contracts.cancellation.CancellationRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored cancellation.
 *
 * @param rule without its events, unless it was read for the rule
 * @param events how many events its list has; 0 if it has a filter
 * @param unknownEvents events of its list that were not planned when they were counted
 */
public record StoredCancellation(
    CancellationRecord rule,
    int events,
    String reason,
    String madeBy,
    CancellationCounts counts,
    long unknownEvents,
    Times times) {
  /**
   * When something happened to it.
   *
   * @param keepUntil the rule is in force until then at least
   * @param counted when the messages were last counted
   * @param done when none of them waited any more
   * @param ended since when the rule is not in force any more
   * @param endedBy who ended it; null if nothing was left
   */
  public record Times(
      Instant keepUntil,
      @Nullable Instant counted,
      @Nullable Instant done,
      @Nullable Instant ended,
      @Nullable String endedBy) {}
}
