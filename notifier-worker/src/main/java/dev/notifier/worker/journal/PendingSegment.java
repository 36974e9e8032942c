package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.SubmitRecord;

/**
 * A journaled segment that has no outcome yet, with the message that contains its text.
 *
 * @param throttled how often this owner of the bind sent it and the carrier throttled it
 */
public record PendingSegment(SubmitIntent intent, SubmitRecord message, int throttled) {
  /** A segment that was not throttled, as far as is known. */
  public PendingSegment(SubmitIntent intent, SubmitRecord message) {
    this(intent, message, 0);
  }

  /** Returns a copy that the carrier throttled once more. */
  public PendingSegment throttledAgain() {
    return new PendingSegment(intent, message, throttled + 1);
  }

  /** Returns a copy that repeats an unconfirmed submission. */
  public PendingSegment asResent() {
    return new PendingSegment(intentOf(intent.number(), true), message, throttled);
  }

  /** Returns a copy with a new intent that has this number. */
  public PendingSegment withNumber(long number) {
    return new PendingSegment(intentOf(number, intent.resent()), message, throttled);
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
