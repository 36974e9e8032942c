package dev.notifier.worker.failover;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.send.BatchSelector;
import dev.notifier.worker.send.Drops;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.LaneRecord;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.send.SubmitState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves the messages of a bind that is down to a live one: urgent messages after 1 s, the others
 * after 10 s. A message of which the carrier may have a segment waits for its bind. No message
 * blocks those behind it: one that can neither move nor be journaled waits on a retry topic. Used
 * by one thread.
 */
public final class FailoverDispatcher {
  private static final Duration URGENT_DELAY = Duration.ofSeconds(1);
  private static final Duration DELAY = Duration.ofSeconds(10);

  private final SubmitState state;
  private final LaneQueues lanes;
  private final BatchSelector selector;
  private final ResponseHandler responses;
  private final FailoverTargets targets;
  private final PreSubmitCheck check;
  private final Drops drops;

  public FailoverDispatcher(
      SubmitState state,
      LaneQueues lanes,
      BatchSelector selector,
      ResponseHandler responses,
      FailoverTargets targets,
      PreSubmitCheck check,
      InstantSource clock) {
    this.state = state;
    this.lanes = lanes;
    this.selector = selector;
    this.responses = responses;
    this.targets = targets;
    this.check = check;
    drops = new Drops(state.pending(), clock);
  }

  /**
   * Adds the messages that move to the next commit, as many as it has room for.
   *
   * @param downNanos how long the bind has been down; {@link Long#MAX_VALUE} if for good, because
   *     its session is retired
   * @param failoverRoutes in the order of preference
   * @param capacity how many more segments may be journaled and wait for the session
   * @return segments that must stay with this bind; they are journaled, so that the messages behind
   *     them can move
   */
  public List<PendingSegment> dispatch(long downNanos, List<String> failoverRoutes, int capacity) {
    boolean isRetired = downNanos == Long.MAX_VALUE;
    List<PendingSegment> kept = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      Duration delay = lane == Lane.URGENT ? URGENT_DELAY : DELAY;
      if (downNanos >= delay.toNanos()) {
        moveJournaled(lane, failoverRoutes, isRetired);
        moveFromLane(lane, failoverRoutes, isRetired, capacity, kept);
      }
    }
    return kept;
  }

  private void moveFromLane(
      Lane lane,
      List<String> failoverRoutes,
      boolean isRetired,
      int capacity,
      List<PendingSegment> kept) {
    while (!state.pending().isFull()) {
      LaneRecord next = lanes.peek(lane);
      if (next == null) {
        return;
      }
      SubmitRecord message = next.message();
      FailureReason reason = check.reasonNotToSend(message);
      MessageTransfer transfer = null;
      if (reason == null) {
        transfer = transfer(message, lane, failoverRoutes, isRetired);
        boolean isKept = transfer == null && !message.isUntouched();
        boolean hasRoom = kept.size() + message.pending().size() <= capacity;
        if (isKept && !hasRoom) {
          transfer = MessageTransfer.toRetryTopic(message, lane, FailoverTargets.WAIT, null);
        } else if (transfer == null && !isKept) {
          return; // No bind is live, also for the messages behind it.
        }
      }
      lanes.take(lane);
      if (reason != null) {
        drops.addMessage(message, reason);
      } else if (transfer != null) {
        state.pending().addTransfer(transfer);
      } else {
        kept.addAll(selector.journal(next));
      }
    }
  }

  /** How a message leaves the bind; null if it stays. */
  private @Nullable MessageTransfer transfer(
      SubmitRecord message, Lane lane, List<String> failoverRoutes, boolean isRetired) {
    if (isRetired) {
      return targets.fromRetired(message, lane, failoverRoutes);
    }
    return message.isUntouched() ? targets.fromDown(message, lane, failoverRoutes) : null;
  }

  /** Moves journaled messages that the carrier certainly has no segment of. */
  private void moveJournaled(Lane lane, List<String> failoverRoutes, boolean isRetired) {
    Set<PendingSegment> moved = new HashSet<>();
    for (UnwrittenMessage each :
        UnwrittenMessage.of(state.window().queued(), state.pending().throttled())) {
      boolean isOfLane = each.segments().getFirst().intent().lane() == lane;
      boolean mayMove = isOfLane && !state.pending().isFull() && each.isComplete();
      MessageTransfer transfer =
          mayMove && check.reasonNotToSend(each.message()) == null
              ? transfer(each.message(), lane, failoverRoutes, isRetired)
              : null;
      if (transfer != null) {
        state.pending().addTransfer(transfer);
        each.segments().forEach(responses::moved);
        moved.addAll(each.segments());
      }
    }
    if (!moved.isEmpty()) {
      state.window().removeQueuedIf(moved::contains);
      var _ = state.pending().takeThrottledIf(moved::contains);
    }
  }
}
