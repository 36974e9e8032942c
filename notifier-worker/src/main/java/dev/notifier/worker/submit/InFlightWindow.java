package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The named segments of a bind: those that wait for a slot of the window, and those that were
 * written and wait for their answer. One thread.
 */
final class InFlightWindow {
  /** A written segment. */
  record Flying(PendingSegment open, long writtenMs, long deadlineNanos) {}

  private final Deque<PendingSegment> ahead = new ArrayDeque<>();
  private final Map<Integer, Flying> flying = new LinkedHashMap<>();

  void name(PendingSegment open) {
    ahead.add(open);
  }

  /** The same for those that go before all that wait, in this order. */
  void nameFirst(List<PendingSegment> first) {
    first.reversed().forEach(ahead::addFirst);
  }

  /** Takes out one that was not written: it goes elsewhere. */
  void forget(PendingSegment open) {
    ahead.remove(open);
  }

  @Nullable PendingSegment nextToWrite() {
    return ahead.peek();
  }

  void written(int sequence, long writtenMs, long deadlineNanos) {
    Flying former = flying.put(sequence, new Flying(ahead.remove(), writtenMs, deadlineNanos));
    if (former != null) {
      throw new IllegalStateException("Sequence " + sequence + " is in flight twice");
    }
  }

  /** Takes the first that waits out, because it cannot be written. */
  PendingSegment dropNext() {
    return ahead.remove();
  }

  /** The segment an answer belongs to, or null for an answer that came too late. */
  @Nullable Flying answered(int sequence) {
    return flying.remove(sequence);
  }

  /** Takes out what has waited past its deadline. Oldest first, so it looks at few. */
  List<PendingSegment> overdue(long nowNanos) {
    List<PendingSegment> overdue = new ArrayList<>();
    Iterator<Flying> oldestFirst = flying.values().iterator();
    while (oldestFirst.hasNext()) {
      Flying each = oldestFirst.next();
      if (each.deadlineNanos() - nowNanos > 0) {
        break;
      }
      overdue.add(each.open());
      oldestFirst.remove();
    }
    return overdue;
  }

  /** Takes out everything that was written: its link is gone. */
  List<PendingSegment> linkLost() {
    List<PendingSegment> lost = new ArrayList<>();
    flying.values().forEach(each -> lost.add(each.open()));
    flying.clear();
    return lost;
  }

  int flyingCount() {
    return flying.size();
  }

  int aheadCount() {
    return ahead.size();
  }

  /** Everything named, for a checkpoint. */
  List<SubmitIntent> namings() {
    List<SubmitIntent> namings = new ArrayList<>();
    flying.values().forEach(each -> namings.add(each.open().naming()));
    ahead.forEach(each -> namings.add(each.naming()));
    return namings;
  }

  /** What was named and never written. */
  Collection<PendingSegment> unwritten() {
    return ahead;
  }
}
