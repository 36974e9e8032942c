package dev.notifier.local.bench;

/**
 * The progress of a run. Each of the first three counts includes the next one.
 *
 * @param planned events with a notification
 * @param submitted written to the carrier and accepted
 * @param delivered with a positive receipt
 * @param ended in another state, with nothing more to expect
 */
record StateCounts(long planned, long submitted, long delivered, long ended) {
  static final StateCounts NONE = new StateCounts(0, 0, 0, 0);

  StateCounts plus(StateCounts more) {
    return new StateCounts(
        planned + more.planned,
        submitted + more.submitted,
        delivered + more.delivered,
        ended + more.ended);
  }
}
