package dev.notifier.store.tracking;

import java.util.UUID;

/** A notification as track reads it. */
public record TrackedNotification(UUID id, NotificationOrigin origin, DeliveryState delivery) {}
