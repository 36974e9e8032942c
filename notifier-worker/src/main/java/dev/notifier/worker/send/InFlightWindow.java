package dev.notifier.worker.send;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.worker.journal.PendingSegment;
import java.util.ArrayDeque;
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
    queued.removeIf(matches);
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

  /** Takes the segments whose deadline has passed, by sequence_number. */
  public Map<Integer, Outstanding> takeOverdue(long nowNanos) {
    Map<Integer, Outstanding> overdue = new LinkedHashMap<>();
    Iterator<Map.Entry<Integer, Outstanding>> oldestFirst = outstanding.entrySet().iterator();
    while (oldestFirst.hasNext()) {
      Map.Entry<Integer, Outstanding> next = oldestFirst.next();
      if (next.getValue().deadlineNanos() - nowNanos > 0) {
        break;
      }
      overdue.put(next.getKey(), next.getValue());
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
