package dev.notifier.contracts;

import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.sending.QuietHours;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to submit: on a submit lane, or on a retry topic until its next attempt. Contains the
 * recipient's number and the text.
 *
 * @param v version of this format, {@value #VERSION}
 * @param encoding {@code UCS2}, or the alphabet it was planned for: {@code GSM7}, {@code
 *     GSM7_PACKED}, {@code LATIN1}, {@code ASCII}
 * @param reference concatenation reference, 0 to 255, or 0 to 65,535 on a route whose references
 *     have 16 bits; the same for every attempt
 * @param texts the texts of all segments, in order; a single text of any length for message_payload
 * @param pending the numbers (from 1) of the segments that are still to be sent, ascending
 * @param attempt from 1
 * @param resent whether an earlier submission of these segments is unconfirmed
 * @param hops how often it failed over from one bind to another
 * @param expiresAt it is not submitted at or after this time; null if it never expires
 * @param sender the source address; null selects the route's
 * @param origin where it comes from; null in records of releases that do not write it, whose
 *     messages cannot be cancelled any more
 * @param about whom it is about; null if that is unknown
 * @param quietHours when it is not submitted; null if it may be submitted at any time
 */
public record SubmitRecord(
    int v,
    UUID notificationId,
    String route,
    Lane lane,
    Category category,
    String phone,
    TemplateRef template,
    String encoding,
    int reference,
    List<String> texts,
    List<Integer> pending,
    int attempt,
    boolean resent,
    int hops,
    @Nullable Instant expiresAt,
    @Nullable String sender,
    @Nullable MessageOrigin origin,
    @Nullable MessageSubject about,
    @Nullable QuietHours quietHours)
    implements VersionedRecord {
  public static final int VERSION = 2;

  /** A concatenation reference has 8 or 16 bits (3GPP TS 23.040, 9.2.3.24). */
  private static final int MAX_REFERENCE = 0xFFFF;

  /** A message of unknown origin. */
  public SubmitRecord(
      int v,
      UUID notificationId,
      String route,
      Lane lane,
      Category category,
      String phone,
      TemplateRef template,
      String encoding,
      int reference,
      List<String> texts,
      List<Integer> pending,
      int attempt,
      boolean resent,
      int hops,
      @Nullable Instant expiresAt,
      @Nullable String sender) {
    this(
        v,
        notificationId,
        route,
        lane,
        category,
        phone,
        template,
        encoding,
        reference,
        texts,
        pending,
        attempt,
        resent,
        hops,
        expiresAt,
        sender,
        null,
        null,
        null);
  }

  /** A message about whom nothing is known. */
  public SubmitRecord(
      int v,
      UUID notificationId,
      String route,
      Lane lane,
      Category category,
      String phone,
      TemplateRef template,
      String encoding,
      int reference,
      List<String> texts,
      List<Integer> pending,
      int attempt,
      boolean resent,
      int hops,
      @Nullable Instant expiresAt,
      @Nullable String sender,
      @Nullable MessageOrigin origin) {
    this(
        v,
        notificationId,
        route,
        lane,
        category,
        phone,
        template,
        encoding,
        reference,
        texts,
        pending,
        attempt,
        resent,
        hops,
        expiresAt,
        sender,
        origin,
        null,
        null);
  }

  @Override
  public void check(RecordCheck check) {
    check
        .required("notificationId", notificationId)
        .required("route", route)
        .required("lane", lane)
        .required("category", category)
        .required("phone", phone)
        .required("template", template)
        .required("encoding", encoding)
        .each("texts", texts, text -> {})
        // More segments could be submitted, and the journal could not be read again.
        .valid("texts", () -> texts.size() <= JournalRecord.MAX_SEGMENTS)
        .each(
            "pending",
            pending,
            segment -> check.valid("pending", () -> segment >= 1 && segment <= texts.size()))
        .valid("phone", () -> phone.startsWith("+"))
        .valid("pending", () -> !pending.isEmpty() && Set.copyOf(pending).size() == pending.size())
        .valid("attempt", () -> attempt >= 1)
        .valid("hops", () -> hops >= 0)
        .valid("reference", () -> reference >= 0 && reference <= MAX_REFERENCE);
  }

  /** Returns a copy with one pending segment, for its next attempt. */
  public SubmitRecord retryOf(int segment, int nextAttempt, boolean wasResent) {
    return new SubmitRecord(
        v,
        notificationId,
        route,
        lane,
        category,
        phone,
        template,
        encoding,
        reference,
        texts,
        List.of(segment),
        nextAttempt,
        wasResent,
        hops,
        expiresAt,
        sender,
        origin,
        about,
        quietHours);
  }

  /** Returns a copy for another bind, of this route or another. */
  public SubmitRecord failedOverTo(String otherRoute, int nextAttempt) {
    return new SubmitRecord(
        v,
        notificationId,
        otherRoute,
        lane,
        category,
        phone,
        template,
        encoding,
        reference,
        texts,
        pending,
        nextAttempt,
        resent,
        hops + 1,
        expiresAt,
        sender,
        origin,
        about,
        quietHours);
  }

  /**
   * Whether no segment can have reached a carrier: all segments are pending, and none was ever
   * unconfirmed.
   */
  public boolean isUntouched() {
    return !resent && pending.size() == texts.size();
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "SubmitRecord[" + notificationId + ", pending=" + pending + ", attempt=" + attempt + "]";
  }
}
