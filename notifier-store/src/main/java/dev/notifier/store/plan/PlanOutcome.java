package dev.notifier.store.plan;

import org.jspecify.annotations.Nullable;

/**
 * The result of storing a planned event.
 *
 * @param stored the stored notification; null for a duplicate
 */
public record PlanOutcome(Kind kind, @Nullable StoredPlan stored) {
  static final PlanOutcome DUPLICATE = new PlanOutcome(Kind.DUPLICATE, null);

  /** The classification of an event by the store. */
  public enum Kind {
    /** The event is new; the notification was stored. */
    STORED,
    /**
     * The event was stored before from the same position, and no later stage has changed its
     * notification; the stored one is used.
     */
    REPLAYED,
    /**
     * The event was rejected or skipped before and is planned now; the notification keeps its id.
     */
    REPLACED,
    /**
     * The event was stored before from another position, or its message was submitted already; it
     * is dropped.
     */
    DUPLICATE
  }
}
