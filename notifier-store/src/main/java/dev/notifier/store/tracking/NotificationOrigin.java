package dev.notifier.store.tracking;

import dev.notifier.contracts.StatusRecord.Origin;

/**
 * The event of a notification, as its statuses name it.
 *
 * @param other what else the notification belongs to
 */
public record NotificationOrigin(
    String tenant, String source, String eventId, String type, Origin other) {}
