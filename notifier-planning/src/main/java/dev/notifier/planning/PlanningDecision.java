package dev.notifier.planning;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.templates.sms.SegmentedText;
import org.jspecify.annotations.Nullable;

/**
 * The result of planning one event. Immutable.
 *
 * @param phone the recipient's number in E.164; null when it is invalid or not known
 * @param message the message to send; null when nothing is sent
 * @param state PLANNED, or the final state of an event that is not sent
 * @param reason why it is not sent
 * @param detail more about the reason, without personal data
 * @param pointer the JSON Pointer (RFC 6901) of the reason in the event; null when the message is
 *     sent
 */
public record PlanningDecision(
    @Nullable String phone,
    @Nullable Message message,
    NotificationState state,
    @Nullable FailureReason reason,
    @Nullable String detail,
    @Nullable String pointer) {

  static PlanningDecision planned(String phone, Message message) {
    return new PlanningDecision(phone, message, NotificationState.PLANNED, null, null, null);
  }

  static PlanningDecision skipped(
      @Nullable String phone, FailureReason reason, @Nullable String detail, String pointer) {
    return new PlanningDecision(phone, null, NotificationState.SKIPPED, reason, detail, pointer);
  }

  static PlanningDecision expired(@Nullable String phone) {
    return new PlanningDecision(
        phone,
        null,
        NotificationState.EXPIRED,
        FailureReason.EXPIRED_BEFORE_SUBMISSION,
        "expired before planning",
        EventPointer.EXPIRES_AT);
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "PlanningDecision[" + state + ", reason=" + reason + "]";
  }

  /**
   * A rendered message.
   *
   * @param audience of the template's variant, as {@code TemplateIdentity}
   * @param text the whole text as it is sent
   * @param segments the text, segmented for the route; a new submission uses them instead of
   *     segmenting the text again
   * @param sender the source address that the template asks for; null selects the route's
   */
  public record Message(
      TemplateRef template,
      String audience,
      String route,
      String text,
      SegmentedText segments,
      @Nullable String sender) {
    /** Contains no personal data. */
    @Override
    public String toString() {
      return "Message[route=" + route + ", segments=" + segments.count() + "]";
    }
  }
}
