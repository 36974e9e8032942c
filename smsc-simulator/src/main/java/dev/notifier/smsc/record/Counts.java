package dev.notifier.smsc.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Exact totals since the start, the last reset, or (with a data directory) the first start.
 *
 * @param sessions links that are open now
 * @param submitted submit_sm received on bound sessions: accepted + refused + silent
 * @param silent submit_sm that were neither accepted nor answered
 * @param distinct accepted segments with a fingerprint not seen before
 * @param repeated accepted segments with a fingerprint seen before
 * @param receiptsDue receipts not settled yet: they wait for their time, for a session, or for a
 *     response
 * @param receiptsSent receipts written; each retransmission counts
 * @param receiptsAcknowledged receipts whose response has status 0
 * @param receiptsRefused receipts whose response has a permanent error; they are not sent again
 * @param moSent inbound messages written
 * @param throttled submit_sm refused because of the rate limit, part of {@code refused}; since the
 *     start of this run or the last reset
 * @param faults how often each kind of fault occurred, over the same time as {@code throttled}
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

  /** Creates counts without faults. */
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
