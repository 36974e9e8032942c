package dev.notifier.worker.send;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.PendingCommit;
import dev.notifier.worker.journal.PendingSegment;
import java.time.InstantSource;

/**
 * Adds the messages and segments that the pre-submit check refuses to the next commit. One whose
 * earlier submission is unconfirmed stays unconfirmed, because the carrier may have it. Used by one
 * thread.
 */
public final class Drops {
  /** The number of no intent. */
  private static final long NO_INTENT = 0;

  private final PendingCommit pending;
  private final InstantSource clock;

  public Drops(PendingCommit pending, InstantSource clock) {
    this.pending = pending;
    this.clock = clock;
  }

  /** A message of a lane: none of its remaining segments is sent. */
  public void addMessage(SubmitRecord message, FailureReason reason) {
    for (int number : message.pending()) {
      SegmentId segment = new SegmentId(message.notificationId(), number);
      int of = message.texts().size();
      add(NO_INTENT, segment, of, message.resent(), reason);
    }
  }

  /** A journaled segment that was not written for its last intent. */
  void addQueued(PendingSegment queued, FailureReason reason) {
    SubmitIntent intent = queued.intent();
    add(intent.number(), intent.segment(), intent.of(), intent.resent(), reason);
  }

  private void add(long number, SegmentId segment, int of, boolean resent, FailureReason reason) {
    if (resent) {
      pending.addUnconfirmed(new Unconfirmed(number, segment, of, false, clock.millis()));
    } else {
      pending.addDrop(new Drop(segment, of, reason, clock.millis()));
    }
  }
}
