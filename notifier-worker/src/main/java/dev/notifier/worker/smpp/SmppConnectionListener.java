package dev.notifier.worker.smpp;

import org.jspecify.annotations.Nullable;

/**
 * Hears what a link brings. Called on the thread that reads the socket: a listener hands over and
 * returns; it never waits.
 */
public interface SmppConnectionListener {
  /**
   * The answer to a submit_sm.
   *
   * @param messageId the carrier's id; null when the answer has none
   * @param congestion congestion_state of the answer (SMPP v5, 4.8.4.18), 0 to 100; -1 = not sent
   */
  void answered(int sequence, int commandStatus, @Nullable String messageId, int congestion);

  /**
   * A deliver_sm. The answer is owed until {@link InboundPdu#answer} is called, from any thread.
   *
   * @param inbound what came
   */
  void delivered(InboundPdu inbound);

  /** The link is gone; the last call that a link makes. Called once, also after an abort. */
  void closed(String reason);
}
