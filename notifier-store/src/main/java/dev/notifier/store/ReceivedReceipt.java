package dev.notifier.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A receipt with a readable id.
 *
 * @param account the route it came on
 * @param carrierId in canonical form, at most 64 characters
 * @param error the carrier's error code as it came
 */
public record ReceivedReceipt(
    String account,
    String carrierId,
    ReceiptState state,
    @Nullable String error,
    Instant receivedAt) {}
