package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.SubmitRecord;

/**
 * A journaled segment that has no outcome yet, with the message that contains its text.
 *
 * @param throttled how often this owner of the bind sent it and the carrier throttled it
 * @param waitsSinceMs since when it waits to be written, in milliseconds since the epoch; {@link
 *     #UNKNOWN} after a take-over and for a resend
 */
public record PendingSegment(
    SubmitIntent intent, SubmitRecord message, int throttled, long waitsSinceMs) {
  /** It is unknown since when the segment waits. */
  public static final long UNKNOWN = -1;

  /** A segment that was not throttled, as far as is known. */
  public PendingSegment(SubmitIntent intent, SubmitRecord message) {
    this(intent, message, 0, UNKNOWN);
  }

  /** Returns a copy that the carrier throttled once more. */
  public PendingSegment throttledAgain() {
    return new PendingSegment(intent, message, throttled + 1, waitsSinceMs);
  }

  /** Returns a copy that repeats an unconfirmed submission. */
  public PendingSegment asResent() {
    return new PendingSegment(intentOf(intent.number(), true), message, throttled, UNKNOWN);
  }

  /** Returns a copy with a new intent that has this number. */
  public PendingSegment withNumber(long number) {
    return new PendingSegment(intentOf(number, intent.resent()), message, throttled, waitsSinceMs);
  }

  private SubmitIntent intentOf(long number, boolean resent) {
    return new SubmitIntent(
        number,
        intent.segment(),
        intent.of(),
        intent.attempt(),
        resent,
        intent.resendable(),
        intent.lane(),
        intent.offset());
  }

  /** The number of the segment in its message, from 1. */
  public int segmentNumber() {
    return intent.segment().number();
  }
}
