package dev.notifier.worker.smpp;

import org.jspecify.annotations.Nullable;

/**
 * Hears what a link brings. Called on the thread that reads the socket: a listener hands over and
 * returns; it never waits.
 */
public interface LinkListener {
  /**
   * The answer to a submit_sm.
   *
   * @param messageId the carrier's id; null when the answer has none
   */
  void answered(int sequence, int commandStatus, @Nullable String messageId);

  /**
   * A deliver_sm. The answer is owed until {@link Inbound#answer} is called, from any thread.
   *
   * @param inbound what came
   */
  void delivered(Inbound inbound);

  /** The link is gone; the last call that a link makes. Called once, also after an abort. */
  void closed(String reason);
}
