package dev.notifier.worker.response;

import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import org.jspecify.annotations.Nullable;

/** The effects of responses beyond their own segments. */
public interface ResponseEffects {
  /** The carrier accepted a segment. */
  void accepted();

  /**
   * The carrier throttled a segment.
   *
   * @param isSession whether that concerns the session, because several numbers are throttled
   */
  void throttled(boolean isSession);

  /** The carrier rejected a segment because of the segment. */
  void rejected();

  /** The carrier failed, or did not respond. */
  void failed();

  /** The carrier failed for a number for which it failed before, so that it says nothing new. */
  void failedAgain();

  /** The session must be bound again. */
  void rebind();

  /**
   * Moves a message to the first failover route with a live session.
   *
   * @return null if there is none, or if the message has moved too often
   */
  @Nullable MessageTransfer toOtherRoute(PendingSegment segment);
}
