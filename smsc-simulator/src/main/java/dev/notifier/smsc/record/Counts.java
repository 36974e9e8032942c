package dev.notifier.smsc.record;

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
    long moSent) {}
