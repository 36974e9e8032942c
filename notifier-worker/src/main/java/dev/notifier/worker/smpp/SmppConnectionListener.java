package dev.notifier.worker.smpp;

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
   * The connection is closed. The last call, made once, also after {@link SmppConnection#abort}.
   */
  void closed(String reason);
}
