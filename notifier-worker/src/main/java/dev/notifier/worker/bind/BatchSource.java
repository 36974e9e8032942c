package dev.notifier.worker.bind;

import dev.notifier.contracts.Lane;
import dev.notifier.worker.bind.session.SessionManager;
import dev.notifier.worker.failover.FailoverDispatcher;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.send.BatchSelector;
import dev.notifier.worker.send.InFlightWindow;
import dev.notifier.worker.send.SubmitBatch;
import dev.notifier.worker.send.rate.RateControl;
import java.util.List;

/**
 * Decides what a bind journals next: segments to write, or, while the bind is down, messages that
 * fail over. Used by one thread.
 */
final class BatchSource {
  private final RouteSettings route;
  private final SessionManager session;
  private final RateControl rate;
  private final InFlightWindow window;
  private final BatchSelector selector;
  private final FailoverDispatcher failover;
  private long lastUpNanos;
  private boolean stopped;

  BatchSource(
      RouteSettings route,
      SessionManager session,
      RateControl rate,
      InFlightWindow window,
      BatchSelector selector,
      FailoverDispatcher failover,
      long nowNanos) {
    this.route = route;
    this.session = session;
    this.rate = rate;
    this.window = window;
    this.selector = selector;
    this.failover = failover;
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

  /** The next batch; also adds messages that fail over to the next commit. */
  SubmitBatch next(long nowNanos) {
    boolean isUp = mayWrite();
    boolean isIdle = stopped || route.isPaused();
    if (isIdle || (isUp && rate.isCircuitClosed())) {
      lastUpNanos = nowNanos;
    }
    if (isIdle) {
      return SubmitBatch.EMPTY;
    }
    if (isUp && !route.isRetired()) {
      return new SubmitBatch(selector.takeResubmissions(), takeMessages());
    }
    long downNanos = route.isRetired() ? Long.MAX_VALUE : nowNanos - lastUpNanos;
    int capacity = 2 * route.window() - window.queuedCount();
    return new SubmitBatch(
        isUp ? selector.takeResubmissions() : List.of(),
        failover.dispatch(downNanos, route.config().failover(), capacity));
  }

  /** The resubmissions alone, for a release. */
  SubmitBatch resubmissions() {
    return new SubmitBatch(selector.takeResubmissions(), List.of());
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
