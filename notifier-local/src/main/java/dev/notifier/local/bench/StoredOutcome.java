package dev.notifier.local.bench;

import java.util.Map;

/**
 * What the store says once a run is over. Times are seconds.
 *
 * @param rows notifications of the run
 * @param states how many ended in each state, with the reason where there is one
 * @param submitted written to the carrier and taken
 * @param segments of all messages
 * @param submittedAfter from the first call to the last writing to the carrier
 * @param receiptAfter from the first call to the last receipt
 * @param middle in which the middle 80 percent of the receipts came
 * @param toSubmit from acceptance to writing
 * @param toDelivered from acceptance to the receipt
 */
record StoredOutcome(
    long rows,
    Map<String, Long> states,
    long submitted,
    long segments,
    long possibleDuplicates,
    double submittedAfter,
    double receiptAfter,
    double middle,
    Quantiles toSubmit,
    Quantiles toDelivered) {
  /** Of a time in seconds. */
  record Quantiles(double p50, double p95, double p99) {}

  StoredOutcome {
    states = Map.copyOf(states);
  }

  long in(String state) {
    return states.entrySet().stream()
        .filter(entry -> entry.getKey().equals(state) || entry.getKey().startsWith(state + " "))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
