package dev.notifier.worker.smpp;

import java.time.Duration;

/**
 * Receives what arrives on a connection. Called on the thread that reads the socket, so it must not
 * block.
 */
public interface SmppConnectionListener {
  /** The carrier responded to a submit_sm. */
  void responded(SubmitSmResp response);

  /** A deliver_sm or data_sm arrived; the listener responds to it, on any thread. */
  void received(InboundPdu pdu);

  /**
   * A deliver_sm or data_sm gets its response. Any thread.
   *
   * @param isAcknowledged whether it is stored; otherwise it got the retry status
   * @param after the time since it arrived
   */
  default void answered(boolean isAcknowledged, Duration after) {}

  /**
   * The connection is closed. The last call, made once, even after {@link SmppConnection#abort}.
   */
  void closed(String reason);
}
