package dev.notifier.worker.journal;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.worker.smpp.DeliverSm;
import dev.notifier.worker.smpp.InboundPdu;
import java.time.Instant;

/**
 * A receipt of a carrier that waits to be journaled.
 *
 * @param pdu acknowledged when the record is committed
 */
public record UnacknowledgedReceipt(InboundRecord record, InboundPdu pdu) {
  /** A receipt that a bind received. */
  public static UnacknowledgedReceipt of(BindId bind, InboundPdu pdu, Instant at) {
    return new UnacknowledgedReceipt(recordOf(bind, pdu.message(), at), pdu);
  }

  /** The record of a message that a bind received. */
  public static InboundRecord recordOf(BindId bind, DeliverSm message, Instant at) {
    return new InboundRecord(
        InboundRecord.VERSION,
        bind.route(),
        bind.session(),
        message.esmClass(),
        message.dataCoding(),
        message.sourceAddress(),
        message.destinationAddress(),
        message.shortMessage(),
        message.tlvs(),
        at);
  }
}
