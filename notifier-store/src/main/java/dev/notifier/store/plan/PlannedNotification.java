package dev.notifier.store.plan;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as the plan stage stores it. What is sent is made from this row alone, so that the
 * text on the wire and the text in the store are the same.
 *
 * @param id UUID version 7
 * @param phone E.164; null when the number was refused
 * @param message what is sent; null when nothing is
 * @param state PLANNED, or the end it came to before it could be sent
 * @param reason why it is not sent
 * @param detail the reason more closely, without personal data
 */
public record PlannedNotification(
    UUID id,
    Event event,
    @Nullable String phone,
    @Nullable Message message,
    NotificationState state,
    @Nullable FailureReason reason,
    @Nullable String detail,
    Instant plannedAt) {

  /** What is stored of the event. */
  public record Event(
      String tenant,
      String source,
      String id,
      String type,
      Lane lane,
      Category category,
      @Nullable Instant expiresAt,
      Instant acceptedAt) {}

  /**
   * What is sent, and how.
   *
   * @param encoding {@code GSM7} or {@code UCS2}
   * @param body the whole text
   * @param segments how many segments the text makes
   * @param sender the source address to send it from; null = the route's
   */
  public record Message(
      TemplateRef template,
      String route,
      String encoding,
      String body,
      int segments,
      @Nullable String sender) {
    /** Names no personal data. */
    @Override
    public String toString() {
      return "Message[route=" + route + ", segments=" + segments + "]";
    }
  }

  /** Names no personal data. */
  @Override
  public String toString() {
    return "PlannedNotification[" + id + ", " + state + ", reason=" + reason + "]";
  }
}
