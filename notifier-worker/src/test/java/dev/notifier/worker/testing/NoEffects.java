package dev.notifier.worker.testing;

import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import dev.notifier.worker.response.ResponseEffects;
import org.jspecify.annotations.Nullable;

/** Ignores the effects of responses. */
public final class NoEffects implements ResponseEffects {
  @Override
  public void accepted() {}

  @Override
  public void throttled(boolean isSession) {}

  @Override
  public void rejected() {}

  @Override
  public void failed() {}

  @Override
  public void failedAgain() {}

  @Override
  public void rebind() {}

  @Override
  public @Nullable MessageTransfer toOtherRoute(PendingSegment segment) {
    return null;
  }
}
