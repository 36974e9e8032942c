package dev.notifier.local.bench;

/**
 * How far the events of a run have come, each count within the one before but the last.
 *
 * @param planned stored
 * @param submitted written to the carrier and taken
 * @param delivered with a positive receipt
 * @param ended otherwise: nothing more is expected
 */
public record StateCounts(long planned, long submitted, long delivered, long ended) {
  static final StateCounts NONE = new StateCounts(0, 0, 0, 0);

  StateCounts plus(StateCounts more) {
    return new StateCounts(
        planned + more.planned,
        submitted + more.submitted,
        delivered + more.delivered,
        ended + more.ended);
  }
}
