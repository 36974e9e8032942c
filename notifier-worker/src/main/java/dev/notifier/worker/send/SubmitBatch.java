package dev.notifier.worker.send;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.worker.journal.PendingSegment;
import java.util.List;
import java.util.stream.Stream;

/**
 * The segments that one journal record has intents for.
 *
 * @param resubmissions written before everything that is queued
 * @param fresh written after the queued segments
 */
public record SubmitBatch(List<PendingSegment> resubmissions, List<PendingSegment> fresh) {
  public static final SubmitBatch EMPTY = new SubmitBatch(List.of(), List.of());

  public boolean isEmpty() {
    return resubmissions.isEmpty() && fresh.isEmpty();
  }

  public List<SubmitIntent> intents() {
    return Stream.concat(resubmissions.stream(), fresh.stream())
        .map(PendingSegment::intent)
        .toList();
  }
}
