package dev.notifier.store.plan;

import org.jspecify.annotations.Nullable;

/**
 * What the store made of a planned event.
 *
 * @param notification what counts for this event; null for a repetition
 */
public record PlanOutcome(Kind kind, @Nullable PlannedNotification notification) {
  static final PlanOutcome DUPLICATE = new PlanOutcome(Kind.DUPLICATE, null);

  /** What an event is to the store. */
  public enum Kind {
    /** Seen for the first time; stored as given. */
    STORED,
    /** Stored from this very position before; the stored row counts, not what was given. */
    REPLAYED,
    /** Stored from another position; this one is dropped. */
    DUPLICATE
  }
}
