package dev.notifier.store.tracking;

import java.util.UUID;

/** Whose carrier id it is. */
public record MessageIdOwner(String route, String messageId, UUID notificationId, int segment) {}
