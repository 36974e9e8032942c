package dev.notifier.store.tracking;

import java.util.UUID;

/** The segment to which a message id belongs. */
public record MessageIdOwner(String route, String messageId, UUID notificationId, int segment) {}
