package dev.notifier.local.bench;

import java.util.Set;

/**
 * The progress of a run. Each of the first three counts includes the next one.
 *
 * @param planned events with a notification
 * @param submitted in a state that follows the carrier's acceptance
 * @param delivered with a positive receipt
 * @param ended in another state, with nothing more to expect
 */
record StateCounts(long planned, long submitted, long delivered, long ended) {
  static final StateCounts NONE = new StateCounts(0, 0, 0, 0);

  private static final String DELIVERED = "DELIVERED";
  private static final Set<String> SUBMITTED =
      Set.of("SUBMITTED", "NO_RECEIPT", "UNDELIVERED", DELIVERED);
  private static final Set<String> ENDED =
      Set.of("SKIPPED", "CANCELLED", "EXPIRED", "REJECTED", "UNDELIVERED", "NO_RECEIPT");

  static StateCounts of(NotificationStates states) {
    return new StateCounts(
        states.total(), states.in(SUBMITTED), states.in(DELIVERED), states.in(ENDED));
  }

  StateCounts minus(StateCounts other) {
    return new StateCounts(
        planned - other.planned,
        submitted - other.submitted,
        delivered - other.delivered,
        ended - other.ended);
  }
}
