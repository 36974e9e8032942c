package dev.notifier.contracts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One committed record of a bind's journal. It is durable before any segment that it lists is
 * written to the carrier, so the next owner of the bind knows what may have been sent.
 *
 * @param v version of this format, {@value #VERSION}
 * @param route the route of the bind
 * @param session the session's number on its route, from 0
 * @param intents the segments that are written to the carrier after this record
 * @param responses responses received since the last record
 * @param unconfirmed segments whose response is missing for good, and what is done about each
 * @param drops messages that are not sent
 * @param lanes per lane, the offset of the first record that is neither journaled nor dropped
 * @param released whether the owner released the bind in order: every pending segment has a
 *     response or was never written
 * @param checkpoint all pending segments, in some records only; recovery starts at such a record
 */
public record JournalRecord(
    int v,
    String route,
    int session,
    List<SubmitIntent> intents,
    List<Response> responses,
    List<Unconfirmed> unconfirmed,
    List<Drop> drops,
    Map<Lane, Long> lanes,
    boolean released,
    @Nullable List<SubmitIntent> checkpoint) {
  public static final int VERSION = 1;

  /**
   * A segment that is about to be written. Its text is the record at the lane and offset.
   *
   * @param number the number of the intent, ascending on one bind; responses refer to it
   * @param of how many segments the message has
   * @param resent whether this repeats an unconfirmed submission
   * @param resendable whether it is repeated once when its response is missing
   */
  public record SubmitIntent(
      long number,
      SegmentId segment,
      int of,
      int attempt,
      boolean resent,
      boolean resendable,
      Lane lane,
      long offset) {}

  /**
   * The outcome of one submit intent.
   *
   * @param commandStatus the command_status of the response
   * @param messageId the carrier's message id as received, if it accepted the segment
   * @param reason why it did not accept the segment
   * @param writtenAtMs when the submit_sm was written, in milliseconds since the epoch
   * @param respondedAtMs when the response arrived, in milliseconds since the epoch
   * @param phone the recipient in E.164 format, if the carrier accepted the segment; null in
   *     records of older workers
   */
  public record Response(
      long number,
      SegmentId segment,
      int of,
      int attempt,
      boolean resent,
      Outcome outcome,
      int commandStatus,
      @Nullable String messageId,
      @Nullable FailureReason reason,
      long writtenAtMs,
      long respondedAtMs,
      @Nullable String phone) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Response[" + number + ", " + segment + ", " + outcome + "]";
    }
  }

  /** The effect of a response on its segment. */
  public enum Outcome {
    /** The carrier accepted it. */
    ACCEPTED,
    /** Throttled by the carrier; the same record has a new intent for it. */
    THROTTLED,
    /** Never written; the message was moved to another bind in the same transaction. */
    MOVED,
    /** Rejected; the same transaction wrote the next attempt to a retry topic. */
    RETRIED,
    /** Rejected permanently, or all attempts are used. */
    REJECTED
  }

  /**
   * A submission without a response.
   *
   * @param resent whether it has one more intent; otherwise it is held
   */
  public record Unconfirmed(long number, SegmentId segment, int of, boolean resent, long atMs) {}

  /** A message that is not sent, and why. Concerns its remaining segments. */
  public record Drop(SegmentId segment, int of, FailureReason reason, long atMs) {}
}
