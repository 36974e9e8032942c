package dev.notifier.store.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change that the receiver refused for good.
 *
 * @param id in the order in which they failed; 0 if it is not stored yet
 * @param eventId the id of the CloudEvent
 * @param notificationId null for a group that was completed
 * @param state null for a group that was completed
 * @param stateAt when the state was reached, or the group was complete
 * @param status of the last response; null if there was none
 */
public record WebhookFailure(
    long id,
    String eventId,
    @Nullable UUID notificationId,
    @Nullable String state,
    Instant stateAt,
    Instant failedAt,
    int attempts,
    @Nullable Integer status,
    String error) {}
