package dev.notifier.contracts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A state change on {@code notifier.statuses}. Published at least once after the store has it; a
 * repetition has the same {@code id}. Holds neither number nor text.
 *
 * @param v version of this form, {@value #VERSION}
 * @param id notification id and state, which together never occur twice
 */
public record StatusRecord(
    int v,
    String id,
    UUID notification,
    String tenant,
    String source,
    String eventId,
    String type,
    NotificationState state,
    @Nullable FailureReason cause,
    @Nullable String confidence,
    boolean possibleDuplicate,
    Instant at) {
  public static final int VERSION = 1;

  public static String idOf(UUID notification, NotificationState state) {
    return notification + ":" + state;
  }
}
