package dev.notifier.worker.send;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.worker.journal.PendingSegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The journaled segments of a bind: queued until the window has a free slot, then outstanding until
 * their response arrives. Used by one thread.
 */
public final class InFlightWindow {
  /** A written segment. */
  public record Outstanding(PendingSegment segment, long writtenAtMs, long deadlineNanos) {}

  private final Deque<PendingSegment> queued = new ArrayDeque<>();

  /** By sequence_number, oldest first. */
  private final Map<Integer, Outstanding> outstanding = new LinkedHashMap<>();

  /** Adds a segment behind the queued ones. */
  public void enqueue(PendingSegment segment) {
    queued.add(segment);
  }

  /** Adds segments before the queued ones, in this order. */
  public void enqueueFirst(List<PendingSegment> segments) {
    segments.reversed().forEach(queued::addFirst);
  }

  /** Removes a queued segment that moves to another bind. */
  public void removeQueued(PendingSegment segment) {
    queued.remove(segment);
  }

  /** Removes the queued segments that match, for example because they expired. */
  public void removeQueuedIf(Predicate<PendingSegment> matches) {
    for (PendingSegment each : List.copyOf(queued())) {
      if (matches.test(each)) {
        removeQueued(each);
      }
    }
  }

  /** The first queued segment, which stays queued; null if there is none. */
  public @Nullable PendingSegment peekQueued() {
    return queued.peek();
  }

  /** Takes the first queued segment. */
  public PendingSegment takeQueued() {
    return queued.remove();
  }

  /** The first queued segment was written. */
  public void written(int sequence, long writtenAtMs, long deadlineNanos) {
    Outstanding former =
        outstanding.put(sequence, new Outstanding(queued.remove(), writtenAtMs, deadlineNanos));
    if (former != null) {
      throw new IllegalStateException("Sequence number " + sequence + " is outstanding twice");
    }
  }

  /** Takes the segment that a response belongs to; null if the response is late. */
  public @Nullable Outstanding takeOutstanding(int sequence) {
    return outstanding.remove(sequence);
  }

  /** The segments whose deadline has passed, by sequence_number; they stay outstanding. */
  public Map<Integer, Outstanding> overdue(long nowNanos) {
    Map<Integer, Outstanding> overdue = new LinkedHashMap<>();
    for (Map.Entry<Integer, Outstanding> oldest : outstanding.entrySet()) {
      if (oldest.getValue().deadlineNanos() - nowNanos > 0) {
        break;
      }
      overdue.put(oldest.getKey(), oldest.getValue());
    }
    return overdue;
  }

  /** Takes the segments whose deadline has passed. */
  public List<PendingSegment> takeOverdue(long nowNanos) {
    List<PendingSegment> overdue = new ArrayList<>();
    Iterator<Outstanding> oldestFirst = outstanding.values().iterator();
    while (oldestFirst.hasNext()) {
      Outstanding next = oldestFirst.next();
      if (next.deadlineNanos() - nowNanos > 0) {
        break;
      }
      overdue.add(next.segment());
      oldestFirst.remove();
    }
    return overdue;
  }

  /** Takes all outstanding segments, because their session is gone. */
  public List<PendingSegment> takeAllOutstanding() {
    List<PendingSegment> taken = outstanding.values().stream().map(Outstanding::segment).toList();
    outstanding.clear();
    return taken;
  }

  public int outstandingCount() {
    return outstanding.size();
  }

  public int queuedCount() {
    return queued.size();
  }

  /** The queued segments, in order. */
  public Collection<PendingSegment> queued() {
    return queued;
  }

  /** The intents of all segments, for a checkpoint. */
  public List<SubmitIntent> intents() {
    return Stream.concat(outstanding.values().stream().map(Outstanding::segment), queued.stream())
        .map(PendingSegment::intent)
        .toList();
  }
}
