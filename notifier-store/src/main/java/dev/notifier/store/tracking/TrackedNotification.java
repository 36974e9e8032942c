package dev.notifier.store.tracking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as track reads it.
 *
 * @param version the transaction that wrote what was read; null if the row is locked
 */
public record TrackedNotification(
    UUID id, NotificationOrigin origin, DeliveryState delivery, @Nullable String version) {
  /** Returns the notification with another state, as the new one of the version that was read. */
  public TrackedNotification with(DeliveryState other) {
    return new TrackedNotification(id, origin, other, version);
  }
}
