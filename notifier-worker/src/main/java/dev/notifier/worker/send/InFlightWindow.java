package dev.notifier.worker.send;

import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.PendingSegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The journaled segments of a bind: queued until the window has a free slot, then outstanding until
 * their response arrives. Urgent segments are next, then normal and bulk ones in turn; within a
 * lane, in the order of the queue. A message that was started is finished first. Segments for a
 * number that holds its share of the window are passed over. Used by one thread.
 */
public final class InFlightWindow {
  /** A written segment. */
  public record Outstanding(
      PendingSegment segment, long writtenAtMs, long writtenNanos, long deadlineNanos) {}

  private final Map<Lane, Deque<PendingSegment>> queued = new EnumMap<>(Lane.class);
  private final LaneScheduler scheduler = new LaneScheduler();
  private final RecipientSlots recipients = new RecipientSlots();

  /** By sequence_number, oldest first. */
  private final Map<Integer, Outstanding> outstanding = new LinkedHashMap<>();

  /** What {@link #peekQueued} returned last. */
  private @Nullable PendingSegment next;

  /** The segment that was written last if its message has more. */
  private @Nullable PendingSegment started;

  private boolean passedOver;
  private long nowNanos;

  public InFlightWindow() {
    for (Lane lane : Lane.values()) {
      queued.put(lane, new ArrayDeque<>());
    }
  }

  /** How many submit_sm may be outstanding; a number may have a share of them. */
  public void setSize(int size) {
    recipients.setWindow(size);
  }

  /** Adds a segment behind the queued ones of its lane. */
  public void enqueue(PendingSegment segment) {
    queue(segment).add(segment);
    recipients.queued(number(segment), 1);
  }

  /** Adds segments before the queued ones of their lanes, in this order. */
  public void enqueueFirst(List<PendingSegment> segments) {
    for (PendingSegment segment : segments.reversed()) {
      queue(segment).addFirst(segment);
      recipients.queued(number(segment), 1);
    }
  }

  /** Removes a queued segment that moves to another bind. */
  public void removeQueued(PendingSegment segment) {
    for (Iterator<PendingSegment> each = queue(segment).iterator(); each.hasNext(); ) {
      if (each.next().intent().number() == segment.intent().number()) {
        each.remove();
        recipients.queued(number(segment), -1);
        return;
      }
    }
  }

  /** Removes the queued segments that match, for example because they expired. */
  public void removeQueuedIf(Predicate<PendingSegment> matches) {
    for (PendingSegment each : List.copyOf(queued())) {
      if (matches.test(each)) {
        removeQueued(each);
      }
    }
  }

  /** The segment to write next, which stays queued; null if none may be written now. */
  public @Nullable PendingSegment peekQueued() {
    next = continued();
    if (next == null) {
      next = firstOfLanes();
    }
    return next;
  }

  /** The next segment of the message that was written last. */
  private @Nullable PendingSegment continued() {
    PendingSegment last = started;
    if (last == null) {
      return null;
    }
    UUID message = last.message().notificationId();
    for (PendingSegment segment : queue(last)) {
      if (segment.message().notificationId().equals(message)
          && recipients.mayWrite(number(segment))) {
        return segment;
      }
    }
    return null;
  }

  private @Nullable PendingSegment firstOfLanes() {
    PendingSegment urgent = firstOf(Lane.URGENT);
    if (urgent != null) {
      return urgent;
    }
    PendingSegment normal = firstOf(Lane.NORMAL);
    PendingSegment bulk = firstOf(Lane.BULK);
    return scheduler.peek(false, normal != null, bulk != null) == Lane.BULK ? bulk : normal;
  }

  private @Nullable PendingSegment firstOf(Lane lane) {
    for (PendingSegment segment : queue(lane)) {
      if (recipients.mayWrite(number(segment))) {
        return segment;
      }
      passedOver = true;
    }
    return null;
  }

  /** The first queued segment of a lane for whose number one may be written; null if none. */
  @Nullable PendingSegment firstWritable(Lane lane) {
    for (PendingSegment segment : queue(lane)) {
      if (recipients.mayWrite(number(segment))) {
        return segment;
      }
    }
    return null;
  }

  /** Takes the segment that {@link #peekQueued} returns. */
  public PendingSegment takeQueued() {
    PendingSegment taken = next == null ? peekQueued() : next;
    next = null;
    PendingSegment segment = Objects.requireNonNull(taken, "no queued segment may be written");
    removeQueued(segment);
    scheduler.taken(segment.intent().lane(), !queue(Lane.BULK).isEmpty());
    started = segment.segmentNumber() < segment.intent().of() ? segment : null;
    return segment;
  }

  /** The segment that {@link #peekQueued} returns was written. */
  public void written(int sequence, long writtenAtMs, long deadlineNanos) {
    PendingSegment segment = takeQueued();
    Outstanding former =
        outstanding.put(sequence, new Outstanding(segment, writtenAtMs, nowNanos, deadlineNanos));
    if (former != null) {
      throw new IllegalStateException("Sequence number " + sequence + " is outstanding twice");
    }
    recipients.written(number(segment), nowNanos);
  }

  /** Takes the segment that a response belongs to; null if the response is late. */
  public @Nullable Outstanding takeOutstanding(int sequence) {
    Outstanding taken = outstanding.remove(sequence);
    if (taken != null) {
      recipients.responded(number(taken.segment()), taken.writtenNanos(), nowNanos);
    }
    return taken;
  }

  /** The segments whose deadline has passed, by sequence_number; they stay outstanding. */
  public Map<Integer, Outstanding> overdue(long now) {
    Map<Integer, Outstanding> overdue = new LinkedHashMap<>();
    for (Map.Entry<Integer, Outstanding> oldest : outstanding.entrySet()) {
      if (oldest.getValue().deadlineNanos() - now > 0) {
        break;
      }
      overdue.put(oldest.getKey(), oldest.getValue());
    }
    return overdue;
  }

  /** Takes the segments whose deadline has passed; called often, because it is also the clock. */
  public List<PendingSegment> takeOverdue(long now) {
    nowNanos = now;
    List<PendingSegment> overdue = new ArrayList<>();
    Iterator<Outstanding> oldestFirst = outstanding.values().iterator();
    while (oldestFirst.hasNext()) {
      Outstanding oldest = oldestFirst.next();
      if (oldest.deadlineNanos() - now > 0) {
        break;
      }
      overdue.add(oldest.segment());
      oldestFirst.remove();
      recipients.timedOut(number(oldest.segment()), now);
    }
    return overdue;
  }

  /** Takes all outstanding segments, because their session is gone. */
  public List<PendingSegment> takeAllOutstanding() {
    List<PendingSegment> taken = outstanding.values().stream().map(Outstanding::segment).toList();
    outstanding.clear();
    taken.forEach(segment -> recipients.lost(number(segment)));
    return taken;
  }

  /** Whether a message for this number should wait elsewhere, because the number is silent. */
  boolean isUnresponsive(String number) {
    return recipients.isUnresponsive(number, nowNanos);
  }

  /** Whether the last submission to this number timed out. */
  boolean isSilent(String number) {
    return recipients.isSilent(number, nowNanos);
  }

  /**
   * Takes queued messages that are passed over because their number is silent, so that they do not
   * hold the queue. Messages of which a segment was written stay.
   *
   * @param limit segments; may be exceeded by one message
   * @return the segments of each message
   */
  List<List<PendingSegment>> takeUnresponsive(int limit) {
    if (!passedOver) {
      return List.of();
    }
    passedOver = false;
    return takeWholeIf(segment -> recipients.isStalled(number(segment), nowNanos), limit);
  }

  /**
   * Takes queued messages that match, of which no segment was written.
   *
   * @param limit segments; may be exceeded by one message
   * @return the segments of each message
   */
  List<List<PendingSegment>> takeWhole(Predicate<SubmitRecord> matches, int limit) {
    return takeWholeIf(
        segment -> !segment.intent().resent() && matches.test(segment.message()), limit);
  }

  /** Whether {@link #takeWhole} may take the message of a queued segment. */
  boolean isWhole(PendingSegment queued) {
    UUID message = queued.message().notificationId();
    long unwritten =
        queue(queued).stream()
            .filter(each -> !each.intent().resent())
            .filter(each -> each.message().notificationId().equals(message))
            .count();
    return !queued.intent().resent() && unwritten == queued.message().pending().size();
  }

  private List<List<PendingSegment>> takeWholeIf(Predicate<PendingSegment> matches, int limit) {
    Map<UUID, List<PendingSegment>> messages = new LinkedHashMap<>();
    for (PendingSegment segment : queued()) {
      if (matches.test(segment)) {
        messages
            .computeIfAbsent(segment.message().notificationId(), _ -> new ArrayList<>())
            .add(segment);
      }
    }
    List<List<PendingSegment>> taken = new ArrayList<>();
    int segments = 0;
    for (List<PendingSegment> message : messages.values()) {
      boolean isWhole = message.size() == message.getFirst().message().pending().size();
      if (isWhole && segments < limit) {
        message.forEach(this::removeQueued);
        taken.add(message);
        segments += message.size();
      }
    }
    return taken;
  }

  public int outstandingCount() {
    return outstanding.size();
  }

  public int queuedCount() {
    return queued.values().stream().mapToInt(Deque::size).sum();
  }

  /** How many segments of a lane are queued. */
  public int queuedCount(Lane lane) {
    return queue(lane).size();
  }

  /** The queued segments by lane, in order. */
  public Collection<PendingSegment> queued() {
    return queued.values().stream().flatMap(Deque::stream).toList();
  }

  /** The intents of all segments, for a checkpoint. */
  public List<SubmitIntent> intents() {
    return Stream.concat(outstanding.values().stream().map(Outstanding::segment), queued().stream())
        .map(PendingSegment::intent)
        .toList();
  }

  private Deque<PendingSegment> queue(PendingSegment segment) {
    return queue(segment.intent().lane());
  }

  private Deque<PendingSegment> queue(Lane lane) {
    return Objects.requireNonNull(queued.get(lane));
  }

  private static String number(PendingSegment segment) {
    return segment.message().phone();
  }
}
