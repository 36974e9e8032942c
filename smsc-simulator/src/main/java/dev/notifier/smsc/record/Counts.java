package dev.notifier.smsc.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Exact sums since the start, the last reset, or (with a data directory) the first start.
 *
 * @param sessions links open now
 * @param submitted submit_sm that came over a bound session: accepted + refused + silent
 * @param distinct accepted segments of an identity not seen before
 * @param repeated accepted segments of an identity seen before
 * @param receiptsDue receipts not settled yet: waiting for their time, for a session, or for an
 *     answer
 * @param receiptsSent receipts written, each repetition counted
 * @param receiptsAcknowledged receipts answered with status 0
 * @param receiptsRefused receipts answered with an error that is not temporary; not sent again
 * @param moSent inbound messages written
 * @param throttled submit_sm refused for the rate, part of {@code refused}; since the start of this
 *     run or the last reset
 * @param faults how often each kind of fault was done, as for {@code throttled}
 */
public record Counts(
    int sessions,
    long submitted,
    long accepted,
    long refused,
    long silent,
    long distinct,
    long repeated,
    long receiptsDue,
    long receiptsSent,
    long receiptsAcknowledged,
    long receiptsRefused,
    long moSent,
    long throttled,
    Map<String, Long> faults) {
  public Counts {
    faults = Collections.unmodifiableMap(new LinkedHashMap<>(faults));
  }

  /** Without faults. */
  public Counts(
      int sessions,
      long submitted,
      long accepted,
      long refused,
      long silent,
      long distinct,
      long repeated,
      long receiptsDue,
      long receiptsSent,
      long receiptsAcknowledged,
      long receiptsRefused,
      long moSent) {
    this(
        sessions,
        submitted,
        accepted,
        refused,
        silent,
        distinct,
        repeated,
        receiptsDue,
        receiptsSent,
        receiptsAcknowledged,
        receiptsRefused,
        moSent,
        0,
        Map.of());
  }
}
