package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.SubmitRecord;

/** A named segment with the message that holds its text. */
record PendingSegment(SubmitIntent naming, SubmitRecord message) {
  int part() {
    return naming.segment().number();
  }
}
