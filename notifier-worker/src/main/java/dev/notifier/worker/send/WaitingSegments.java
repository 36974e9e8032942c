package dev.notifier.worker.send;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.journal.SegmentResponse;
import dev.notifier.worker.response.ResponseHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies the pre-submit check to everything that waits on a bind, whether or not the bind can
 * write: queued segments, segments that wait to be journaled again, and messages of the lanes that
 * are in memory. So a message ends when it expires, even on a bind that stays down or is paused.
 * Used by one thread.
 */
public final class WaitingSegments {
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  /** Segments for each commit; further ones are moved when they would be written. */
  private static final int MAX_MOVED = 100;

  private final SubmitState state;
  private final LaneQueues lanes;
  private final ResponseHandler responses;
  private final PreSubmitCheck check;
  private final Drops drops;
  private long nextCheckNanos;

  /**
   * @param nowNanos of a monotonic clock
   */
  public WaitingSegments(
      SubmitState state,
      LaneQueues lanes,
      ResponseHandler responses,
      PreSubmitCheck check,
      InstantSource clock,
      long nowNanos) {
    this.state = state;
    this.lanes = lanes;
    this.responses = responses;
    this.check = check;
    drops = new Drops(state.pending(), clock);
    nextCheckNanos = nowNanos;
  }

  /**
   * Checks once a second; at once again if the next commit had no room for all. What must not be
   * written before its quiet hours end leaves at once, because others wait behind it.
   */
  public void checkIfDue(long nowNanos) {
    if (nowNanos - nextCheckNanos < 0) {
      PendingSegment next = state.window().peekQueued();
      if (next != null && check.isHeldBack(next, state.window())) {
        moveQuiet();
      }
      return;
    }
    checkAll();
    if (!state.pending().isFull()) {
      nextCheckNanos = nowNanos + CHECK_INTERVAL.toNanos();
    }
  }

  /** Checks everything, as far as the next commit has room. */
  public void checkAll() {
    List<PendingSegment> waiting = new ArrayList<>(state.window().queued());
    waiting.addAll(state.pending().throttled());
    Map<PendingSegment, FailureReason> refused = check.refusedWhole(waiting);
    state.window().removeQueuedIf(segment -> drop(segment, refused.get(segment)));
    for (SegmentResponse throttled : state.pending().takeThrottledIf(refused::containsKey)) {
      responses.notSentAgain(throttled, Objects.requireNonNull(refused.get(throttled.segment())));
    }
    state.window().removeQueuedIf(this::dropIfRefused);
    moveQuiet();
    for (SegmentResponse throttled :
        state.pending().takeThrottledIf(segment -> hasRoom() && reason(segment) != null)) {
      endThrottled(throttled);
    }
    for (PendingSegment unconfirmed :
        state
            .pending()
            .takeResendsIf(
                segment -> hasRoom() && check.reasonNotToRepeat(segment.message()) != null)) {
      responses.held(unconfirmed.intent());
    }
    for (Lane lane : Lane.values()) {
      lanes.takeWhile(lane, this::dropIfRefused);
      lanes.removeIf(lane, this::dropIfExpired);
    }
  }

  /** Messages that are not written before their quiet hours begin wait on a retry topic. */
  private void moveQuiet() {
    if (!hasRoom()) {
      return;
    }
    for (List<PendingSegment> segments : state.window().takeWhole(check::isQuiet, MAX_MOVED)) {
      PendingSegment first = segments.getFirst();
      segments.forEach(responses::moved);
      responses.quiet(
          first.message(),
          first.intent().lane(),
          Objects.requireNonNullElse(check.quietDelay(first.message()), RetryDelay.M5));
    }
  }

  private boolean dropIfRefused(PendingSegment queued) {
    FailureReason reason = hasRoom() ? reason(queued) : null;
    if (reason != null) {
      drops.addQueued(queued, reason);
    }
    return reason != null;
  }

  /** All segments of a refused message go into the same commit. */
  private boolean drop(PendingSegment queued, @Nullable FailureReason reason) {
    if (reason != null) {
      drops.addQueued(queued, reason);
    }
    return reason != null;
  }

  /**
   * At the head of its lane. A later owner could read a message behind it again when its rule has
   * ended; until it is at the head, its rule does not end.
   */
  private boolean dropIfRefused(LaneRecord first) {
    return dropFor(hasRoom() ? check.reasonNotToSend(first.message()) : null, first);
  }

  private boolean dropIfExpired(LaneRecord waiting) {
    return dropFor(hasRoom() ? check.reasonNotToRepeat(waiting.message()) : null, waiting);
  }

  private boolean dropFor(@Nullable FailureReason reason, LaneRecord waiting) {
    if (reason != null) {
      drops.addMessage(waiting.message(), reason);
    }
    return reason != null;
  }

  private void endThrottled(SegmentResponse throttled) {
    FailureReason reason = reason(throttled.segment());
    if (reason == null || throttled.segment().intent().resent()) {
      responses.held(throttled.segment().intent()); // The first submission is still unconfirmed.
    } else {
      responses.notSentAgain(throttled, reason);
    }
  }

  private boolean hasRoom() {
    return !state.pending().isFull();
  }

  private @Nullable FailureReason reason(PendingSegment segment) {
    return check.reasonNotToWrite(segment);
  }
}
