package dev.notifier.replies.segments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins segments that arrive in any order. A function of the stored messages, a segment and the
 * time. Thread-safe.
 *
 * <p>A message ends when it is complete, when it has waited too long, when it is larger than the
 * limit, when its reference begins another message, and when too many messages wait: then the
 * oldest ends. No segment is lost: what ends incomplete is processed as it is.
 */
public final class SegmentAssembler {
  private static final Comparator<OpenMessage> OLDEST_FIRST =
      Comparator.comparing(OpenMessage::firstAt).thenComparing(OpenMessage::origin);

  private final AssemblyLimits limits;

  public SegmentAssembler(AssemblyLimits limits) {
    this.limits = limits;
  }

  /**
   * Adds a segment.
   *
   * @param stored at least the messages of the segment's sender. Messages of others are kept, and
   *     count for the limit of all messages
   */
  public AssemblyResult accept(List<OpenMessage> stored, InboundSegment segment, Instant now) {
    Optional<SegmentPosition> position = segment.position();
    if (position.isEmpty()) {
      return new AssemblyResult(stored, List.of(single(segment, now)), false);
    }
    List<OpenMessage> open = new ArrayList<>(stored);
    List<AssembledMessage> ended = new ArrayList<>();
    endOverdue(open, ended, now);
    int index = indexOf(open, MessageKey.of(segment, position.get()));
    OpenMessage known = index < 0 ? null : open.get(index);
    if (known != null && known.has(segment, position.get().number())) {
      return new AssemblyResult(open, ended, true);
    }
    if (known != null) {
      open.remove(index);
    }
    OpenMessage changed = add(known, segment, position.get(), now, ended);
    if (changed.isComplete()) {
      ended.add(changed.assemble());
      open.add(changed);
    } else if (changed.bytes() > limits.bytes()) {
      end(changed, ended);
    } else {
      open.add(changed);
    }
    endExcess(open, ended, segment.sender());
    return new AssemblyResult(open, ended, false);
  }

  /** Adds a segment to its message, or begins one: even if the sender uses the reference again. */
  private static OpenMessage add(
      @Nullable OpenMessage known,
      InboundSegment segment,
      SegmentPosition position,
      Instant now,
      List<AssembledMessage> ended) {
    if (known != null && !known.segments().containsKey(position.number())) {
      return known.with(position.number(), OpenMessage.content(segment), now);
    }
    if (known != null) {
      end(known, ended);
    }
    return OpenMessage.begin(MessageKey.of(segment, position), segment, position.number(), now);
  }

  /** Ends the messages that have waited too long, and the oldest ones beyond the limit of all. */
  public AssemblyResult end(List<OpenMessage> stored, Instant now) {
    List<OpenMessage> open = new ArrayList<>(stored);
    List<AssembledMessage> ended = new ArrayList<>();
    endOverdue(open, ended, now);
    endOldest(open, open, ended, limits.messages());
    return new AssemblyResult(open, ended, false);
  }

  private static AssembledMessage single(InboundSegment segment, Instant now) {
    return new AssembledMessage(
        segment.sender(),
        segment.destination(),
        segment.origin(),
        now,
        List.of(new CodedBytes(segment.dataCoding(), false, segment.text())),
        List.of());
  }

  private static int indexOf(List<OpenMessage> open, MessageKey key) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private void endOverdue(List<OpenMessage> open, List<AssembledMessage> ended, Instant now) {
    List<OpenMessage> overdue = open.stream().filter(message -> isOverdue(message, now)).toList();
    overdue.stream().sorted(OLDEST_FIRST).forEach(message -> end(message, ended));
    open.removeAll(overdue);
  }

  private boolean isOverdue(OpenMessage message, Instant now) {
    Instant from = message.isComplete() ? message.lastAt() : message.firstAt();
    return !from.plus(limits.waitTime()).isAfter(now);
  }

  private void endExcess(List<OpenMessage> open, List<AssembledMessage> ended, String sender) {
    List<OpenMessage> ofSender =
        open.stream().filter(message -> message.key().sender().equals(sender)).toList();
    endOldest(ofSender, open, ended, limits.messagesOfSender());
    endOldest(open, open, ended, limits.messages());
  }

  private static void endOldest(
      List<OpenMessage> among, List<OpenMessage> open, List<AssembledMessage> ended, int limit) {
    List<OpenMessage> excess =
        among.stream().sorted(OLDEST_FIRST).limit(Math.max(0, among.size() - limit)).toList();
    excess.forEach(message -> end(message, ended));
    open.removeAll(excess);
  }

  /** A complete message was processed when its last segment arrived. */
  private static void end(OpenMessage message, List<AssembledMessage> ended) {
    if (!message.isComplete()) {
      ended.add(message.assemble());
    }
  }
}
