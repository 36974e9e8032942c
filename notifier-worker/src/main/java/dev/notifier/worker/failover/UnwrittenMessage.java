package dev.notifier.worker.failover;

import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.PendingSegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The segments of one message that are journaled with a bind and that the carrier certainly does
 * not have: queued and never written, or throttled. Used by one thread.
 */
final class UnwrittenMessage {
  private final SubmitRecord message;
  private final List<PendingSegment> segments = new ArrayList<>();

  private UnwrittenMessage(SubmitRecord message) {
    this.message = message;
  }

  /**
   * Groups segments by message, in the order of their first segments.
   *
   * @param queued journaled segments that wait for the session
   * @param throttled segments that wait to be journaled again
   */
  static Collection<UnwrittenMessage> of(
      Collection<PendingSegment> queued, Collection<PendingSegment> throttled) {
    Map<UUID, UnwrittenMessage> messages = new LinkedHashMap<>();
    for (Collection<PendingSegment> each : List.of(queued, throttled)) {
      for (PendingSegment segment : each) {
        if (!segment.intent().resent()) {
          messages
              .computeIfAbsent(
                  segment.message().notificationId(), _ -> new UnwrittenMessage(segment.message()))
              .segments
              .add(segment);
        }
      }
    }
    return messages.values();
  }

  SubmitRecord message() {
    return message;
  }

  List<PendingSegment> segments() {
    return segments;
  }

  /**
   * Whether the message may move to another bind: every segment of it is here. A segment that is
   * missing was written, is unconfirmed, is repeated because it was unconfirmed, has an outcome, or
   * waits on a retry topic; the others then stay with it.
   */
  boolean isComplete() {
    return message.isUntouched()
        && segments.stream().map(PendingSegment::segmentNumber).distinct().count()
            == message.texts().size();
  }
}
