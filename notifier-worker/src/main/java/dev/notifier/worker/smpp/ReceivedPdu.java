package dev.notifier.worker.smpp;

/** A PDU from the carrier, decoded tolerantly. */
sealed interface ReceivedPdu permits SubmitSmResp, DeliverSm, ReceivedPdu.Control {
  /** A PDU that concerns the session alone. */
  sealed interface Control extends ReceivedPdu {}

  /**
   * A request that gets its response at once.
   *
   * @param response the PDU to write
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are written once and never compared.
  record Request(byte[] response) implements Control {}

  /**
   * The carrier ends the session.
   *
   * @param response the PDU to write
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are written once and never compared.
  record Unbind(byte[] response) implements Control {}

  /** The response to our unbind. */
  record UnbindResp() implements Control {}

  /** A PDU that needs no action, such as enquire_link_resp. */
  record Ignored() implements Control {}
}
