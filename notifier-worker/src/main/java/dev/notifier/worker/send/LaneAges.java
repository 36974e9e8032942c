package dev.notifier.worker.send;

import dev.notifier.contracts.Lane;
import dev.notifier.worker.journal.PendingSegment;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Since when the oldest message of each lane of a bind waits although it should have been written.
 * Every message should be written as soon as it is on its lane, whatever the reason why it is not:
 * the window, the rate, a throttled or silent carrier, or a bind that is down. Except:
 *
 * <ul>
 *   <li>while an operator pauses the route, nothing waits; afterwards, messages wait since the end
 *       of the pause at most;
 *   <li>segments that were written wait for their response, which has a deadline of its own;
 *   <li>queued segments are passed over while their number holds its share of the window;
 *   <li>segments that are sent again are queued by the next commit, once the bind is up;
 *   <li>messages on retry topics are the retry mover's.
 * </ul>
 *
 * A message waits since Kafka got its record. If that is unknown, it waits since it was first seen
 * at the head of its lane; a timestamp in the future counts as unknown. Looks at the heads of the
 * queues, behind at most one window of segments that are passed over. Used by one thread.
 */
public final class LaneAges {
  private final LaneQueues lanes;
  private final InFlightWindow window;
  private final Map<Lane, Head> heads = new EnumMap<>(Lane.class);
  private long pausedMs = Long.MIN_VALUE;

  /** What the head of a lane is, by its intent or its timestamp, and since when it waits. */
  private record Head(boolean isQueued, long id, long sinceMs) {}

  public LaneAges(LaneQueues lanes, InFlightWindow window) {
    this.lanes = lanes;
    this.window = window;
  }

  /**
   * Looks at the heads of the lanes.
   *
   * @param isPaused whether an operator pauses the route
   * @return for each lane on which a message waits, since when the oldest one does
   */
  public Map<Lane, Instant> update(Instant now, boolean isPaused) {
    if (isPaused) {
      pausedMs = now.toEpochMilli();
      heads.clear();
      return Map.of();
    }
    Map<Lane, Instant> waiting = new EnumMap<>(Lane.class);
    for (Lane lane : Lane.values()) {
      Head head = head(lane, now.toEpochMilli());
      if (head == null) {
        heads.remove(lane);
      } else {
        heads.put(lane, head);
        waiting.put(lane, Instant.ofEpochMilli(head.sinceMs()));
      }
    }
    return waiting;
  }

  private @Nullable Head head(Lane lane, long nowMs) {
    PendingSegment queued = window.firstWritable(lane);
    if (queued != null) {
      return since(lane, new Head(true, queued.intent().number(), queued.waitsSinceMs()), nowMs);
    }
    OptionalLong stored = lanes.oldestMs(lane);
    return stored.isEmpty()
        ? null
        : since(lane, new Head(false, stored.getAsLong(), stored.getAsLong()), nowMs);
  }

  private Head since(Lane lane, Head head, long nowMs) {
    Head known = heads.get(lane);
    if (known != null && known.isQueued() == head.isQueued() && known.id() == head.id()) {
      return known;
    }
    boolean isKnown = head.sinceMs() != PendingSegment.UNKNOWN && head.sinceMs() <= nowMs;
    long since = Math.max(isKnown ? head.sinceMs() : nowMs, pausedMs);
    return new Head(head.isQueued(), head.id(), since);
  }
}
