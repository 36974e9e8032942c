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
 * A notification as the plan stage stores it. PostgreSQL assigns its id, see {@link StoredPlan}.
 *
 * @param phone in E.164 format; null if the number was rejected
 * @param message the message to send; null if nothing is sent
 * @param state PLANNED, or the final state if nothing is sent
 * @param reason why nothing is sent
 * @param detail details of the reason, without personal data
 */
public record PlannedNotification(
    Event event,
    @Nullable String phone,
    @Nullable Message message,
    NotificationState state,
    @Nullable FailureReason reason,
    @Nullable String detail,
    Instant plannedAt) {

  /**
   * The event for which the notification was planned.
   *
   * @param category null if the event could not be read
   * @param bodyDigest of what the caller sent; null if it is unknown
   * @param secret whether the text is never shown and is overwritten when it was sent
   * @param personRef the caller's own name for the recipient; null if there is none
   * @param group the caller's name for a set of events; null if it is in none
   * @param keyId the readable part of the API key that sent it; null without a stored key
   * @param subjectDigest of the business key; null if there is none. See {@code SubjectDigest}
   */
  public record Event(
      String tenant,
      String source,
      String id,
      String type,
      Lane lane,
      @Nullable Category category,
      @Nullable Instant expiresAt,
      Instant acceptedAt,
      @Nullable UUID bodyDigest,
      boolean secret,
      @Nullable String personRef,
      @Nullable String group,
      @Nullable String keyId,
      @Nullable UUID subjectDigest) {
    /** An event in no group, without key, whose text is secret if its category is OTP. */
    public Event(
        String tenant,
        String source,
        String id,
        String type,
        Lane lane,
        @Nullable Category category,
        @Nullable Instant expiresAt,
        Instant acceptedAt,
        @Nullable UUID bodyDigest) {
      this(
          tenant,
          source,
          id,
          type,
          lane,
          category,
          expiresAt,
          acceptedAt,
          bodyDigest,
          category == Category.OTP,
          null,
          null,
          null,
          null);
    }
  }

  /**
   * The message to send.
   *
   * @param encoding {@code GSM7} or {@code UCS2}
   * @param body the complete text
   * @param segments the number of segments of the text
   * @param sender the source address; null for that of the route
   * @param audience that the template's variant is for; null if it is for everyone
   */
  public record Message(
      TemplateRef template,
      String route,
      String encoding,
      String body,
      int segments,
      @Nullable String sender,
      @Nullable String audience) {
    /** A message for everyone. */
    public Message(
        TemplateRef template,
        String route,
        String encoding,
        String body,
        int segments,
        @Nullable String sender) {
      this(template, route, encoding, body, segments, sender, null);
    }

    /** Omits personal data. */
    @Override
    public String toString() {
      return "Message[route=" + route + ", segments=" + segments + "]";
    }
  }

  /**
   * The same notification, not sent because its recipient has a message about the fact.
   *
   * @param first which one, for people
   */
  PlannedNotification asDuplicate(String first) {
    return new PlannedNotification(
        event,
        phone,
        null,
        NotificationState.SKIPPED,
        FailureReason.DUPLICATE_FACT,
        first,
        plannedAt);
  }

  /** Whether its message is sent, now or later. */
  boolean isSent() {
    return state == NotificationState.PLANNED || state == NotificationState.DEFERRED;
  }

  /** Omits personal data. */
  @Override
  public String toString() {
    return "PlannedNotification[" + state + ", reason=" + reason + "]";
  }
}
