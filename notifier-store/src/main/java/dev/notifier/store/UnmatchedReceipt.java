package dev.notifier.store;

import java.time.Instant;

/**
 * A receipt whose answer is not known.
 *
 * @param carrierId the key it waits under
 */
public record UnmatchedReceipt(
    String account, String carrierId, ReceiptOutcome state, Instant receivedAt, Instant since) {}
