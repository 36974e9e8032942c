package dev.notifier.api.certificates;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a certificate confirms. Holds personal data: the phone number and the text.
 *
 * @param certificate the form of this document
 * @param issuer who confirms it
 * @param issuedAt what is below was so at this time; a later receipt may change the state
 * @param phone in E.164 format; null if it was rejected or erased
 * @param message null if nothing was rendered, or if the text was erased
 */
record CertificateDocument(
    String certificate,
    String issuer,
    Instant issuedAt,
    String tenant,
    UUID notificationId,
    Event event,
    @Nullable String phone,
    @Nullable Message message,
    Times times,
    Delivery delivery) {
  static final String FORM = "notifier-certificate/1";

  /** The event of the caller. */
  record Event(String source, String id, String type, @Nullable String category) {}

  /**
   * What was sent.
   *
   * @param text as sent; null if it is secret
   * @param secret whether the text is never shown
   */
  record Message(
      @Nullable String text, boolean secret, String encoding, int segments, Template template) {}

  /**
   * The template version of the text.
   *
   * @param tenant whose template it is
   * @param approvedBy null if the approval is not known
   */
  record Template(
      String tenant,
      String id,
      int version,
      String locale,
      @Nullable String approvedBy,
      @Nullable Instant approvedAt) {}

  /**
   * When the notification reached each step.
   *
   * @param finishedAt when it reached its state, if that is a final one
   */
  record Times(
      Instant acceptedAt,
      Instant plannedAt,
      @Nullable Instant submittedAt,
      @Nullable Instant finishedAt) {}

  /**
   * What became of it.
   *
   * @param confidence what a positive receipt proves: {@code handset} or {@code smsc}
   * @param statement the state in words
   * @param proof what that proves, in words
   */
  record Delivery(
      NotificationState state,
      @Nullable FailureReason reason,
      @Nullable String confidence,
      boolean possibleDuplicate,
      @Nullable String route,
      List<Segment> segments,
      Words statement,
      Words proof) {}

  /**
   * One SMS of the message.
   *
   * @param segment the segment number, from 1
   * @param messageId the id that the carrier gave to it; null if there is none
   */
  record Segment(int segment, @Nullable String messageId, boolean accepted, boolean delivered) {}

  /** The same in two languages. */
  record Words(String vi, String en) {}

  /** Omits the phone number and the text. */
  @Override
  public String toString() {
    return "CertificateDocument[" + notificationId + "]";
  }
}
