package dev.notifier.store.tracking;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a notification that track reads and updates.
 *
 * @param segments the number of segments of the message, from 1
 * @param reason the reason for this state; while other segments are pending, why one of them failed
 * @param detail a note for people, such as the receipt's error code; without personal data
 * @param confidence what DELIVERED means: {@code handset} or {@code smsc}
 * @param attempt the highest attempt that has a response, from 1
 * @param messageIds the carrier's message id of each segment as received; null where there is none
 * @param submittedAt when the last accepted segment was written to the carrier
 * @param finishedAt when it reached a state after which no response or receipt is expected
 * @param unconfirmedSince when a submission was first left without a response and not repeated
 */
public record DeliveryState(
    @Nullable String route,
    int segments,
    NotificationState state,
    @Nullable FailureReason reason,
    @Nullable String detail,
    @Nullable String confidence,
    boolean possibleDuplicate,
    int attempt,
    SegmentBits segmentBits,
    List<@Nullable String> messageIds,
    @Nullable Instant submittedAt,
    @Nullable Instant finishedAt,
    @Nullable Instant unconfirmedSince) {}
