package dev.notifier.worker.smpp;

import java.util.Map;

/**
 * A deliver_sm (SMPP v3.4, 4.6.1), or a data_sm in its place (4.7.1), read defensively: reserved
 * values are taken as they come, and octets that do not add up end the reading instead of the link.
 *
 * @param esmClass 0x04 in bits 2 to 5 marks a receipt (SMPP v3.4, 5.2.12)
 * @param shortMessage empty in a data_sm, whose text is message_payload, tag 0424
 * @param tlvs optional parameters by tag in four upper-case hex digits
 */
@SuppressWarnings("ArrayRecordComponent") // Raw octets, handed on and never compared.
public record DeliverSm(
    int sequence,
    String sourceAddress,
    String destinationAddress,
    int esmClass,
    int dataCoding,
    byte[] shortMessage,
    Map<String, byte[]> tlvs) {
  private static final int MESSAGE_TYPE_MASK = 0x3C;

  /** Whether this tells of a message of ours, finally (0x04) or on its way (0x20). */
  public boolean isReceipt() {
    int type = esmClass & MESSAGE_TYPE_MASK;
    return (type & 0x04) != 0 || (type & 0x20) != 0;
  }

  /** Names no personal data. */
  @Override
  public String toString() {
    return "DeliverSm[sequence=" + sequence + ", octets=" + shortMessage.length + "]";
  }

  static DeliverSm decode(byte[] pdu, int sequence) {
    ByteReader in = new ByteReader(pdu, PduReader.HEADER_OCTETS);
    in.cString(); // service_type
    in.octet(); // source_addr_ton
    in.octet(); // source_addr_npi
    String source = in.cString();
    in.octet(); // dest_addr_ton
    in.octet(); // dest_addr_npi
    String destination = in.cString();
    int esmClass = in.octet();
    in.octet(); // protocol_id
    in.octet(); // priority_flag
    in.cString(); // schedule_delivery_time
    in.cString(); // validity_period
    in.octet(); // registered_delivery
    in.octet(); // replace_if_present_flag
    int dataCoding = in.octet();
    in.octet(); // sm_default_msg_id
    byte[] text = in.octets(in.octet());
    return new DeliverSm(sequence, source, destination, esmClass, dataCoding, text, in.tlvs());
  }

  static DeliverSm decodeData(byte[] pdu, int sequence) {
    ByteReader in = new ByteReader(pdu, PduReader.HEADER_OCTETS);
    in.cString(); // service_type
    in.octet(); // source_addr_ton
    in.octet(); // source_addr_npi
    String source = in.cString();
    in.octet(); // dest_addr_ton
    in.octet(); // dest_addr_npi
    String destination = in.cString();
    int esmClass = in.octet();
    in.octet(); // registered_delivery
    int dataCoding = in.octet();
    return new DeliverSm(
        sequence, source, destination, esmClass, dataCoding, new byte[0], in.tlvs());
  }
}
