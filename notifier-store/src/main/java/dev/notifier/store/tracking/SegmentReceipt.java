package dev.notifier.store.tracking;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A receipt with the segment to which it belongs. */
public record SegmentReceipt(
    SubmissionKey key,
    UUID notificationId,
    int segment,
    ReceiptOutcome state,
    @Nullable String error,
    Instant receivedAt) {}
