package dev.notifier.store.tracking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A receipt that arrived before its response, with the segment to which it belongs. */
public record SegmentReceipt(
    String route,
    String messageId,
    UUID notificationId,
    int segment,
    ReceiptOutcome state,
    @Nullable String error,
    Instant receivedAt) {}
