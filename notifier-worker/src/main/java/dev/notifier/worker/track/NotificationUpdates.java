package dev.notifier.worker.track;

import dev.notifier.store.tracking.SegmentReceipt;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The updates of one batch, one for each notification. Used by one thread. */
final class NotificationUpdates {
  private final Map<UUID, NotificationUpdate> byNotification = new HashMap<>();

  /**
   * Returns the update of a notification, which is empty at first.
   *
   * @param route the route on which a journal mentions the notification
   */
  NotificationUpdate of(UUID notificationId, String route) {
    NotificationUpdate update = of(notificationId);
    update.mentionedOn(route);
    return update;
  }

  private NotificationUpdate of(UUID notificationId) {
    return byNotification.computeIfAbsent(notificationId, id -> new NotificationUpdate());
  }

  NotificationUpdate addReceipt(SegmentReceipt receipt) {
    NotificationUpdate update = of(receipt.notificationId());
    update.addReceipt(receipt.segment(), receipt.state(), receipt.error(), receipt.receivedAt());
    return update;
  }

  Set<UUID> notificationIds() {
    return byNotification.keySet();
  }

  /** Whether one of the notifications waits for something. */
  boolean haveWaits() {
    return byNotification.values().stream().anyMatch(update -> update.waits() != null);
  }

  NotificationUpdate get(UUID notificationId) {
    return Objects.requireNonNull(byNotification.get(notificationId));
  }
}
