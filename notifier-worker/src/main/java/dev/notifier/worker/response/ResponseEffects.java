package dev.notifier.worker.response;

import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import org.jspecify.annotations.Nullable;

/** The effects of responses beyond their own segments. */
public interface ResponseEffects {
  /** The carrier accepted a segment. */
  void accepted();

  /** The carrier throttles. */
  void throttled();

  /** The carrier rejected a segment because of the segment. */
  void rejected();

  /** The carrier failed, or did not respond. */
  void failed();

  /** The session must be bound again. */
  void rebind();

  /**
   * Moves a message to the first failover route with a live session.
   *
   * @return null if there is none, or if the message has moved too often
   */
  @Nullable MessageTransfer toOtherRoute(PendingSegment segment);
}
