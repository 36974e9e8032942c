package dev.notifier.worker.bind;

import dev.notifier.worker.bind.session.SessionManager;
import dev.notifier.worker.failover.FailoverTargets;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.response.ResponseEffects;
import dev.notifier.worker.send.rate.RateControl;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Applies the effects of responses to the rate and the session of a bind. Used by one thread. */
final class CarrierFeedback implements ResponseEffects {
  private final RateControl rate;
  private final SessionManager session;
  private final FailoverTargets targets;
  private final RouteSettings route;
  private final LongSupplier nanos;

  CarrierFeedback(
      RateControl rate,
      SessionManager session,
      FailoverTargets targets,
      RouteSettings route,
      LongSupplier nanos) {
    this.rate = rate;
    this.session = session;
    this.targets = targets;
    this.route = route;
    this.nanos = nanos;
  }

  @Override
  public void accepted() {
    rate.accepted();
  }

  @Override
  public void throttled(boolean isSession) {
    rate.throttled(isSession);
  }

  @Override
  public void rejected() {
    rate.rejected();
  }

  @Override
  public void failed() {
    rate.failed();
  }

  @Override
  public void failedAgain() {
    rate.release();
  }

  @Override
  public void rebind() {
    session.rebind(nanos.getAsLong());
  }

  @Override
  public @Nullable MessageTransfer toOtherRoute(PendingSegment segment) {
    return targets.toOtherRoute(segment, route.config().failover());
  }
}
