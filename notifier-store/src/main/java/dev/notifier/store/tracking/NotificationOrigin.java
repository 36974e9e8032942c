package dev.notifier.store.tracking;

/** The event of a notification, as its statuses name it. */
public record NotificationOrigin(String tenant, String source, String eventId, String type) {}
