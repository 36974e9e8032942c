package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one step names.
 *
 * @param again written before all that waits
 * @param fresh written after it
 */
record SubmitBatch(List<PendingSegment> again, List<PendingSegment> fresh) {
  static final SubmitBatch EMPTY = new SubmitBatch(List.of(), List.of());

  boolean isEmpty() {
    return again.isEmpty() && fresh.isEmpty();
  }

  List<SubmitIntent> namings() {
    return Stream.concat(again.stream(), fresh.stream()).map(PendingSegment::naming).toList();
  }
}
