package dev.notifier.contracts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to a carrier: on a submit lane, or on a retry topic until its next
 * attempt. Holds the recipient's number and the text.
 *
 * @param v version of this form, {@value #VERSION}
 * @param encoding {@code UCS2}, or the alphabet it was planned for: {@code GSM7}, {@code
 *     GSM7_PACKED}, {@code LATIN1}, {@code ASCII}
 * @param reference concatenation reference, 0 to 255, or 0 to 65,535 on a route whose references
 *     have 16 bits; the same for every attempt
 * @param texts the texts of all segments, in order; one, of any length, for message_payload
 * @param parts the numbers (from 1) of the segments that are still to be sent, ascending
 * @param attempt from 1
 * @param resent whether an earlier submission of these parts stayed without an answer
 * @param hops how often it was handed from one bind to another
 * @param expiresAt after this instant it is dropped, or null
 * @param sender the source address to send it from; null = the route's
 */
public record SubmitRecord(
    int v,
    UUID notification,
    String route,
    Lane lane,
    Category category,
    String phone,
    TemplateRef template,
    String encoding,
    int reference,
    List<String> texts,
    List<Integer> parts,
    int attempt,
    boolean resent,
    int hops,
    @Nullable Instant expiresAt,
    @Nullable String sender) {
  public static final int VERSION = 1;

  /** The same message with one part left to send, for its next attempt. */
  public SubmitRecord retryOf(int part, int nextAttempt, boolean wasResent) {
    return new SubmitRecord(
        v,
        notification,
        route,
        lane,
        category,
        phone,
        template,
        encoding,
        reference,
        texts,
        List.of(part),
        nextAttempt,
        wasResent,
        hops,
        expiresAt,
        sender);
  }

  /** The same message for another bind, of this route or another. */
  public SubmitRecord handedTo(String otherRoute, int nextAttempt) {
    return new SubmitRecord(
        v,
        notification,
        otherRoute,
        lane,
        category,
        phone,
        template,
        encoding,
        reference,
        texts,
        parts,
        nextAttempt,
        resent,
        hops + 1,
        expiresAt,
        sender);
  }

  /**
   * Whether nothing of it can have reached a carrier: all segments are still to be sent, and none
   * was ever in doubt.
   */
  public boolean isUntouched() {
    return !resent && parts.size() == texts.size();
  }

  /** Names no personal data. */
  @Override
  public String toString() {
    return "SubmitRecord[" + notification + ", parts=" + parts + ", attempt=" + attempt + "]";
  }
}
