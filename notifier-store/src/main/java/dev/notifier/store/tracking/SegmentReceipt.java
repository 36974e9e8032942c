package dev.notifier.store.tracking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A receipt that had come before its answer, and the segment it turned out to be about. */
public record SegmentReceipt(
    String route,
    String messageId,
    UUID notificationId,
    int segment,
    ReceiptOutcome state,
    @Nullable String error,
    Instant receivedAt) {}
