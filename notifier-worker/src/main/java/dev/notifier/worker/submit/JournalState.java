package dev.notifier.worker.submit;

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
 * What a bind's journal says, folded from its records in order. Pure; one thread.
 *
 * <p>A segment is open from its naming until an answer or a doubt quotes that naming's number; the
 * last naming of a segment wins. What is open at the end was named and not answered: it may have
 * been written, unless the journal ends with a release, which lists what was never written.
 */
final class JournalState {
  private final Map<SegmentId, SubmitIntent> open = new LinkedHashMap<>();
  private final Map<Lane, Long> lanes = new EnumMap<>(Lane.class);
  private long lastNumber;
  private boolean released;
  private boolean empty = true;

  void fold(JournalRecord entry) {
    empty = false;
    for (Response answer : entry.responses()) {
      close(answer.segment(), answer.number());
    }
    for (Unconfirmed doubt : entry.unconfirmed()) {
      close(doubt.segment(), doubt.number());
    }
    for (SubmitIntent naming : entry.intents()) {
      name(naming);
    }
    if (entry.checkpoint() != null) {
      open.clear();
      entry.checkpoint().forEach(this::name);
    }
    lanes.putAll(entry.lanes());
    released = entry.released();
  }

  private void name(SubmitIntent naming) {
    open.put(naming.segment(), naming);
    lastNumber = Math.max(lastNumber, naming.number());
  }

  private void close(SegmentId segment, long number) {
    lastNumber = Math.max(lastNumber, number);
    SubmitIntent naming = open.get(segment);
    if (naming != null && naming.number() == number) {
      open.remove(segment);
    }
  }

  /** Everything named and not answered, in the order of naming. */
  List<SubmitIntent> open() {
    return new ArrayList<>(open.values());
  }

  /** Where each lane goes on; a lane that is missing was never read. */
  Map<Lane, Long> lanes() {
    return lanes;
  }

  /** Whether what is open was surely never written. */
  boolean released() {
    return released;
  }

  /** Whether nobody ever owned this bind. */
  boolean isNew() {
    return empty;
  }

  /** Numbers above this one were never given. */
  long lastNumber() {
    return lastNumber;
  }
}
