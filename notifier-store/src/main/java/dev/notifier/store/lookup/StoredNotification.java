package dev.notifier.store.lookup;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as it is stored. Holds personal data: the phone number and the text.
 *
 * @param phone in E.164 format; null if the number was rejected
 * @param message null if no text was rendered
 * @param firstRoute the route for which it was planned, if it failed over to another; else null
 * @param notes in the order in which they were stored
 * @param supersedes the notification that it corrects; null if it corrects none
 */
public record StoredNotification(
    UUID id,
    Event event,
    @Nullable String phone,
    @Nullable Message message,
    @Nullable String route,
    @Nullable String firstRoute,
    Status status,
    Segments segments,
    Times times,
    List<NotificationNote> notes,
    @Nullable UUID supersedes) {
  /** A notification that corrects none. */
  public StoredNotification(
      UUID id,
      Event event,
      @Nullable String phone,
      @Nullable Message message,
      @Nullable String route,
      @Nullable String firstRoute,
      Status status,
      Segments segments,
      Times times,
      List<NotificationNote> notes) {
    this(id, event, phone, message, route, firstRoute, status, segments, times, notes, null);
  }

  /** The event for which the notification was planned. */
  public record Event(
      String source, String id, String type, String lane, @Nullable String category) {}

  /** The rendered text and its template. */
  public record Message(
      String templateId, int templateVersion, String locale, String encoding, String text) {}

  /**
   * The state of the notification.
   *
   * @param confidence what the state DELIVERED means: {@code handset} or {@code smsc}
   * @param attempt the highest attempt with a response, from 1
   */
  public record Status(
      NotificationState state,
      @Nullable FailureReason reason,
      @Nullable String detail,
      @Nullable String confidence,
      boolean possibleDuplicate,
      int attempt) {}

  /**
   * The state of the segments: one bit for each, bit 0 for segment 1.
   *
   * @param count the number of segments of the text; 0 if no text was rendered
   * @param messageIds the carrier's message ids, starting with segment 1; may be shorter than
   *     {@code count} and have null elements
   */
  public record Segments(
      int count,
      long accepted,
      long rejected,
      long delivered,
      long failed,
      long unconfirmed,
      List<@Nullable String> messageIds) {}

  /** When the notification reached each step. */
  public record Times(
      Instant accepted, Instant planned, @Nullable Instant submitted, @Nullable Instant finished) {}

  /** Omits the phone number and the text. */
  @Override
  public String toString() {
    return "StoredNotification[" + id + ", " + status.state() + "]";
  }
}
