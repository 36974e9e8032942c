package dev.notifier.store.tracking;

import java.time.Instant;

/**
 * A receipt whose answer is not known.
 *
 * @param messageId the key it waits under
 */
public record UnmatchedReceipt(
    String route, String messageId, ReceiptOutcome state, Instant receivedAt, Instant since) {}
