package dev.notifier.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state change on {@code notifier.statuses}. Published at least once, after it is stored; a
 * repeated record has the same {@code id}. Contains neither number nor text.
 *
 * @param v version of this format, {@value #VERSION}
 * @param id notification id and state; unique together
 */
public record StatusRecord(
    int v,
    String id,
    UUID notificationId,
    String tenant,
    String source,
    String eventId,
    String type,
    NotificationState state,
    @Nullable FailureReason reason,
    @Nullable String confidence,
    boolean possibleDuplicate,
    Instant at) {
  public static final int VERSION = 1;

  public static String idOf(UUID notificationId, NotificationState state) {
    return notificationId + ":" + state;
  }
}
