package dev.notifier.worker.webhooks;

import dev.notifier.store.webhooks.Webhook.Reason;
import dev.notifier.store.webhooks.Webhook.Suspension;
import org.jspecify.annotations.Nullable;

/**
 * Whether a webhook is suspended, as the worker and the database say. What the worker has decided
 * counts until the database is read after that. Used by one thread.
 */
final class SuspensionState {
  private @Nullable Reason reason;
  private long decidedAt;

  /**
   * @param nanos when the database was read
   */
  SuspensionState(@Nullable Suspension stored, long nanos) {
    this.reason = stored == null ? null : stored.reason();
    this.decidedAt = nanos;
  }

  /** Null while it is active. */
  @Nullable Reason reason() {
    return reason;
  }

  /** Whether deliveries are tried from time to time, to see whether the receiver accepts again. */
  boolean isProbed() {
    return reason == Reason.FAILING || reason == Reason.REFUSING;
  }

  /** The worker suspends or resumes it, and has stored that. */
  void decided(@Nullable Reason next, long nanos) {
    reason = next;
    decidedAt = nanos;
  }

  /**
   * Takes over what is stored.
   *
   * @param readAt when the reading began
   * @return whether somebody has resumed it
   */
  boolean stored(@Nullable Suspension stored, long readAt) {
    if (readAt - decidedAt <= 0) {
      return false;
    }
    boolean resumed = reason != null && stored == null;
    reason = stored == null ? null : stored.reason();
    return resumed;
  }
}
