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
    Instant at)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** How it is read. */
  public static final RecordFormat<StatusRecord> FORMAT =
      new RecordFormat<>(StatusRecord.class, VERSION);

  /** An unknown state or reason is passed on. */
  @Override
  public void check(RecordCheck check) {
    check
        .required("id", id)
        .required("notificationId", notificationId)
        .required("tenant", tenant)
        .required("source", source)
        .required("eventId", eventId)
        .required("type", type)
        .required("state", state)
        .required("at", at);
  }

  public static String idOf(UUID notificationId, NotificationState state) {
    return notificationId + ":" + state;
  }
}
