package dev.notifier.worker.failover;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.send.BatchSelector;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.LaneRecord;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.send.SubmitState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Moves the messages of a bind that is down to a live one: urgent messages after 1 s, the others
 * after 10 s. A message of which the carrier may have a segment waits for its bind. Used by one
 * thread.
 */
public final class FailoverDispatcher {
  private static final Duration URGENT_DELAY = Duration.ofSeconds(1);
  private static final Duration DELAY = Duration.ofSeconds(10);
  private static final int MAX_TRANSFERS_PER_COMMIT = 500;

  private final SubmitState state;
  private final LaneQueues lanes;
  private final BatchSelector selector;
  private final ResponseHandler responses;
  private final FailoverTargets targets;
  private final PreSubmitCheck check;

  public FailoverDispatcher(
      SubmitState state,
      LaneQueues lanes,
      BatchSelector selector,
      ResponseHandler responses,
      FailoverTargets targets,
      PreSubmitCheck check) {
    this.state = state;
    this.lanes = lanes;
    this.selector = selector;
    this.responses = responses;
    this.targets = targets;
    this.check = check;
  }

  /**
   * Adds the messages that move to the next commit.
   *
   * @param downNanos how long the bind has been down; {@link Long#MAX_VALUE} if for good
   * @param failoverRoutes in the order of preference
   * @param capacity how many more segments may be journaled and wait for the session
   * @return segments that must stay with this bind; they are journaled, so that the messages behind
   *     them can move
   */
  public List<PendingSegment> dispatch(long downNanos, List<String> failoverRoutes, int capacity) {
    List<PendingSegment> kept = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      Duration delay = lane == Lane.URGENT ? URGENT_DELAY : DELAY;
      if (downNanos >= delay.toNanos()) {
        moveQueued(lane, failoverRoutes);
        moveFromLane(lane, failoverRoutes, capacity, kept);
      }
    }
    return kept;
  }

  private void moveFromLane(
      Lane lane, List<String> failoverRoutes, int capacity, List<PendingSegment> kept) {
    while (state.pending().transfers().size() < MAX_TRANSFERS_PER_COMMIT) {
      LaneRecord next = lanes.peek(lane);
      if (next == null) {
        return;
      }
      SubmitRecord message = next.message();
      FailureReason reason = check.reasonNotToSend(message);
      if (reason != null) {
        lanes.take(lane);
        selector.drop(message, reason);
      } else if (!message.isUntouched()) {
        if (kept.size() + message.pending().size() > capacity) {
          return;
        }
        lanes.take(lane);
        kept.addAll(selector.journal(next));
      } else {
        FailoverTargets.Target target = targets.anySession(message, failoverRoutes);
        if (target == null) {
          return;
        }
        lanes.take(lane);
        move(message, lane, target);
      }
    }
  }

  /** Moves messages of which every segment is queued, that is, journaled and never written. */
  private void moveQueued(Lane lane, List<String> failoverRoutes) {
    Map<UUID, Integer> queuedSegments = new HashMap<>();
    for (PendingSegment segment : state.window().queued()) {
      queuedSegments.merge(segment.message().notificationId(), 1, Integer::sum);
    }
    List<PendingSegment> movable =
        state.window().queued().stream()
            .filter(segment -> segment.intent().lane() == lane)
            .filter(segment -> !segment.intent().resent() && segment.message().isUntouched())
            .filter(segment -> isComplete(segment, queuedSegments))
            .toList();
    Map<UUID, Boolean> moved = new HashMap<>();
    for (PendingSegment segment : movable) {
      UUID id = segment.message().notificationId();
      if (moved.computeIfAbsent(id, _ -> moveIfPossible(segment.message(), lane, failoverRoutes))) {
        state.window().removeQueued(segment);
        responses.moved(segment);
      }
    }
  }

  private static boolean isComplete(PendingSegment segment, Map<UUID, Integer> queuedSegments) {
    return queuedSegments.getOrDefault(segment.message().notificationId(), 0)
        == segment.message().texts().size();
  }

  private boolean moveIfPossible(SubmitRecord message, Lane lane, List<String> failoverRoutes) {
    FailoverTargets.Target target = targets.anySession(message, failoverRoutes);
    if (target != null) {
      move(message, lane, target);
    }
    return target != null;
  }

  private void move(SubmitRecord message, Lane lane, FailoverTargets.Target target) {
    state.pending().addTransfer(targets.transfer(message, lane, target, message.attempt()));
  }
}
