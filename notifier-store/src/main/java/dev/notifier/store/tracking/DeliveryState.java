package dev.notifier.store.tracking;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What track knows and changes about a notification.
 *
 * @param segments how many the message was cut into, from 1
 * @param reason why it is in this state; while segments are still awaited, why one of them failed
 * @param detail a note for people, such as the receipt's error code; holds no personal data
 * @param confidence what DELIVERED is worth: {@code handset} or {@code smsc}
 * @param attempt the highest attempt that was answered, from 1
 * @param messageIds the carrier's id of each segment as it came, by segment; null where there is
 *     none
 * @param submittedAt when the last accepted segment was written to the carrier
 * @param finishedAt when it reached a state after which nothing more is awaited
 * @param unconfirmedSince when a submission was first left without an answer and not repeated
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
