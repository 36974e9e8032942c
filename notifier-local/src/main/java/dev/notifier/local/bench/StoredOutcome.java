package dev.notifier.local.bench;

/**
 * The contents of the database at the end of a run. Times are in seconds.
 *
 * @param states the notifications of the run by state
 * @param submitted messages that were written to the carrier and accepted
 * @param segments of all messages
 * @param submittedAfter from the first request until the last message was written to the carrier
 * @param receiptAfter from the first request until the last receipt
 * @param middle the time in which the middle 80 percent of the receipts arrived
 * @param toSubmit from acceptance until the message was written to the carrier
 * @param toDelivered from acceptance until the receipt
 */
record StoredOutcome(
    NotificationStates states,
    long submitted,
    long segments,
    long possibleDuplicates,
    double submittedAfter,
    double receiptAfter,
    double middle,
    Quantiles toSubmit,
    Quantiles toDelivered) {

  /** Quantiles of a time in seconds. */
  record Quantiles(double p50, double p95, double p99) {}
}
