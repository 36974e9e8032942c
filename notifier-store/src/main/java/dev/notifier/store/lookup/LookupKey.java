package dev.notifier.store.lookup;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a notification: its own id, or the identity of its event.
 *
 * @param notificationId null if source and eventId are given
 * @param source null if notificationId is given
 * @param eventId null if notificationId is given
 */
public record LookupKey(
    @Nullable UUID notificationId, @Nullable String source, @Nullable String eventId) {
  public LookupKey {
    boolean byId = notificationId != null && source == null && eventId == null;
    boolean byEvent = notificationId == null && source != null && eventId != null;
    if (!byId && !byEvent) {
      throw new IllegalArgumentException("Send either notificationId, or source and eventId");
    }
  }
}
