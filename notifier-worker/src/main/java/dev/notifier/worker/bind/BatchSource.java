package dev.notifier.worker.bind;

import dev.notifier.contracts.Lane;
import dev.notifier.worker.bind.session.SessionManager;
import dev.notifier.worker.failover.FailoverDispatcher;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.send.BatchSelector;
import dev.notifier.worker.send.InFlightWindow;
import dev.notifier.worker.send.SubmitBatch;
import dev.notifier.worker.send.WaitingSegments;
import dev.notifier.worker.send.rate.RateControl;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what a bind journals next: segments to write, or, while the bind is down, messages that
 * fail over. Used by one thread.
 */
final class BatchSource {
  /** As many as a half-open circuit breaker permits. */
  private static final int TRIAL_SEGMENTS = 5;

  private final RouteSettings route;
  private final SessionManager session;
  private final RateControl rate;
  private final InFlightWindow window;
  private final BatchSelector selector;
  private final FailoverDispatcher failover;
  private final WaitingSegments waiting;
  private long lastUpNanos;
  private boolean stopped;

  BatchSource(
      RouteSettings route,
      SessionManager session,
      RateControl rate,
      InFlightWindow window,
      BatchSelector selector,
      FailoverDispatcher failover,
      WaitingSegments waiting,
      long nowNanos) {
    this.route = route;
    this.session = session;
    this.rate = rate;
    this.window = window;
    this.selector = selector;
    this.failover = failover;
    this.waiting = waiting;
    lastUpNanos = nowNanos;
  }

  /** Whether segments may be written now, as far as the session and the carrier are concerned. */
  boolean mayWrite() {
    return session.isBound() && !session.isDraining() && !route.isPaused() && !rate.isCircuitOpen();
  }

  /** From now on nothing is journaled for writing. */
  void stop() {
    stopped = true;
  }

  /** The next batch; also adds messages that end or fail over to the next commit. */
  SubmitBatch next(long nowNanos) {
    waiting.checkIfDue(nowNanos);
    boolean isUp = mayWrite();
    boolean isIdle = stopped || route.isPaused();
    if (isIdle || (isUp && rate.isCircuitClosed())) {
      lastUpNanos = nowNanos;
    }
    if (isIdle) {
      return SubmitBatch.EMPTY;
    }
    if (isUp && !route.isRetired() && rate.isCircuitClosed()) {
      return new SubmitBatch(selector.takeResubmissions(), takeMessages());
    }
    return failOver(isUp, nowNanos);
  }

  /**
   * While the circuit breaker is half-open, a few segments are trials and the others fail over: the
   * carrier may take a whole response timeout to show that it is still silent.
   */
  private SubmitBatch failOver(boolean isUp, long nowNanos) {
    List<PendingSegment> resubmissions = isUp ? selector.takeResubmissions() : List.of();
    List<PendingSegment> fresh = new ArrayList<>();
    if (isUp && !route.isRetired()) {
      int pending = window.queuedCount() + window.outstandingCount() + resubmissions.size();
      int trials = TRIAL_SEGMENTS - pending;
      fresh.addAll(selector.takeMessages(trials, trials));
    }
    long downNanos = route.isRetired() ? Long.MAX_VALUE : nowNanos - lastUpNanos;
    int capacity = 2 * route.window() - window.queuedCount() - resubmissions.size() - fresh.size();
    fresh.addAll(failover.dispatch(downNanos, route.config().failover(), capacity));
    return new SubmitBatch(resubmissions, fresh);
  }

  /** The resubmissions alone, for a release. */
  SubmitBatch resubmissions() {
    return new SubmitBatch(selector.takeAllResubmissions(), List.of());
  }

  /**
   * The free slots of the window, and one window (or what the rate allows) of queued segments.
   * Other queued segments take nothing from the capacity for urgent ones.
   */
  private List<PendingSegment> takeMessages() {
    int maxPending = rate.maxPending(route.window(), window.outstandingCount());
    return selector.takeMessages(
        maxPending - window.queuedCount(), maxPending - window.queuedCount(Lane.URGENT));
  }
}
