package dev.notifier.contracts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One committed step of a bind's journal. The record is on disk before anything that it names is
 * written to the carrier, so the next owner of the bind knows what may have been sent.
 *
 * @param v version of this form, {@value #VERSION}
 * @param route the route, which is also the carrier account that ids belong to
 * @param session the session's number on its route, from 0
 * @param named the group that is written to the carrier after this record
 * @param answers answers that came since the last record
 * @param doubts segments whose answer will not come any more, and what is done about each
 * @param drops messages that are not sent
 * @param lanes for each lane the offset of the first record that is neither named nor dropped
 * @param released whether the owner gave up the bind in order: everything open is answered or
 *     unwritten
 * @param checkpoint everything that is open, in a record now and then; recovery starts from it
 */
public record JournalRecord(
    int v,
    String route,
    int session,
    List<Naming> named,
    List<Answer> answers,
    List<Doubt> doubts,
    List<Drop> drops,
    Map<Lane, Long> lanes,
    boolean released,
    @Nullable List<Naming> checkpoint) {
  public static final int VERSION = 1;

  /**
   * A segment that is about to be written. Its text stands at the lane and offset.
   *
   * @param number the naming's number, growing for ever on one bind; answers quote it
   * @param of how many segments the message has
   * @param resent whether this is the one repetition of a submission in doubt
   */
  public record Naming(
      long number,
      SegmentId segment,
      int of,
      int attempt,
      boolean resent,
      boolean resendable,
      Lane lane,
      long offset) {}

  /**
   * What the carrier answered, or that it never will, for one naming.
   *
   * @param outcome what became of the segment
   * @param commandStatus the answer's command_status
   * @param carrierId the carrier's message id as it came, when it took the segment
   * @param cause why not, when it did not
   * @param writtenAtMs when the submit_sm was written, milliseconds of the epoch
   * @param answeredAtMs when the answer came, milliseconds of the epoch
   */
  public record Answer(
      long number,
      SegmentId segment,
      int of,
      int attempt,
      boolean resent,
      Outcome outcome,
      int commandStatus,
      @Nullable String carrierId,
      @Nullable FailureReason cause,
      long writtenAtMs,
      long answeredAtMs) {}

  /** What an answer made of a segment. */
  public enum Outcome {
    /** The carrier has it. */
    ACCEPTED,
    /** Refused because it came too fast; it is named again in the same record. */
    SLOWED,
    /** Never written; the message was handed to another bind in the same transaction. */
    MOVED,
    /** Refused; its next attempt stands on a retry topic, written in the same transaction. */
    RETRIED,
    /** Refused for good, or attempts used up. */
    REJECTED
  }

  /**
   * A submission without an answer.
   *
   * @param resent whether it is named once more; otherwise it is held
   */
  public record Doubt(long number, SegmentId segment, int of, boolean resent, long atMs) {}

  /** A message that is not sent, and why. Concerns its remaining parts. */
  public record Drop(SegmentId segment, int of, FailureReason cause, long atMs) {}
}
