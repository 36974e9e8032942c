package dev.notifier.worker.journal;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SegmentId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a bind according to its journal, computed from the records in order. Does no I/O;
 * used by one thread.
 *
 * <p>A segment is pending from its submit intent until a response or an unconfirmed entry has the
 * number of that intent; the last intent of a segment counts. A segment that is pending at the end
 * may have been written to the carrier, unless the journal ends with a release, which lists
 * segments that were never written.
 */
public final class JournalState {
  private final Map<SegmentId, SubmitIntent> pending = new LinkedHashMap<>();
  private final Map<Lane, Long> laneOffsets = new EnumMap<>(Lane.class);
  private long lastIntentNumber;
  private boolean released;
  private boolean empty = true;
  private boolean checkpointed;

  /** Applies the next record. */
  public void apply(JournalRecord entry) {
    empty = false;
    for (Response response : entry.responses()) {
      remove(response.segment(), response.number());
    }
    for (Unconfirmed unconfirmed : entry.unconfirmed()) {
      remove(unconfirmed.segment(), unconfirmed.number());
    }
    for (SubmitIntent intent : entry.intents()) {
      add(intent);
    }
    if (entry.checkpoint() != null) {
      checkpointed = true;
      pending.clear();
      entry.checkpoint().forEach(this::add);
    }
    laneOffsets.putAll(entry.lanes());
    released = entry.released();
  }

  private void add(SubmitIntent intent) {
    pending.put(intent.segment(), intent);
    lastIntentNumber = Math.max(lastIntentNumber, intent.number());
  }

  private void remove(SegmentId segment, long number) {
    lastIntentNumber = Math.max(lastIntentNumber, number);
    SubmitIntent intent = pending.get(segment);
    if (intent != null && intent.number() == number) {
      pending.remove(segment);
    }
  }

  /** The intents without an outcome, in the order of the journal. */
  public List<SubmitIntent> pending() {
    return new ArrayList<>(pending.values());
  }

  /** For each lane, the offset to continue at; a lane that was never read is missing. */
  public Map<Lane, Long> laneOffsets() {
    return laneOffsets;
  }

  /** Whether the last owner released the bind, so that no pending segment was written. */
  public boolean isReleased() {
    return released;
  }

  /** Whether a checkpoint was applied. The state then does not depend on any earlier record. */
  public boolean hasCheckpoint() {
    return checkpointed;
  }

  /** Whether the bind never had an owner. */
  public boolean isNew() {
    return empty;
  }

  /** The highest number of an intent so far. */
  public long lastIntentNumber() {
    return lastIntentNumber;
  }
}
