package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.SubmitRecord;

/** A journaled segment that has no outcome yet, with the message that contains its text. */
public record PendingSegment(SubmitIntent intent, SubmitRecord message) {
  /** The number of the segment in its message, from 1. */
  public int segmentNumber() {
    return intent.segment().number();
  }
}
