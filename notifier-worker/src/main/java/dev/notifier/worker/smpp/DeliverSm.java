package dev.notifier.worker.smpp;

import java.util.Map;

/**
 * A deliver_sm (SMPP v3.4, 4.6.1), or a data_sm in its place (4.7.1), decoded tolerantly: reserved
 * values are accepted, and a PDU that is too short is read as far as it goes.
 *
 * @param responseId command_id of the response
 * @param esmClass 0x04 in bits 2 to 5 marks a receipt (SMPP v3.4, 5.2.12)
 * @param shortMessage empty in a data_sm, whose text is message_payload, tag 0424
 * @param tlvs optional parameters by tag in four upper-case hex digits
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are passed on and never compared.
public record DeliverSm(
    int responseId,
    int sequence,
    String sourceAddress,
    String destinationAddress,
    int esmClass,
    int dataCoding,
    byte[] shortMessage,
    Map<String, byte[]> tlvs)
    implements ReceivedPdu {
  private static final int MESSAGE_TYPE_MASK = 0x3C;
  private static final String RECEIPTED_MESSAGE_ID = "001E";
  private static final String MESSAGE_STATE = "0427";

  /**
   * Whether it is a receipt: final (0x04) or intermediate (0x20) by its esm_class, or with
   * receipted_message_id and message_state, which no handset can set.
   */
  public boolean isReceipt() {
    int type = esmClass & MESSAGE_TYPE_MASK;
    return (type & 0x04) != 0
        || (type & 0x20) != 0
        || (tlvs.containsKey(RECEIPTED_MESSAGE_ID) && tlvs.containsKey(MESSAGE_STATE));
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "DeliverSm[sequence=" + sequence + ", bytes=" + shortMessage.length + "]";
  }

  static DeliverSm decode(byte[] pdu, int sequence) {
    ByteReader in = new ByteReader(pdu, PduReader.HEADER_BYTES);
    in.readCString(); // service_type
    in.readByte(); // source_addr_ton
    in.readByte(); // source_addr_npi
    String source = in.readCString();
    in.readByte(); // dest_addr_ton
    in.readByte(); // dest_addr_npi
    String destination = in.readCString();
    int esmClass = in.readByte();
    in.readByte(); // protocol_id
    in.readByte(); // priority_flag
    in.readCString(); // schedule_delivery_time
    in.readCString(); // validity_period
    in.readByte(); // registered_delivery
    in.readByte(); // replace_if_present_flag
    int dataCoding = in.readByte();
    in.readByte(); // sm_default_msg_id
    byte[] text = in.readBytes(in.readByte());
    return new DeliverSm(
        CommandId.DELIVER_SM_RESP,
        sequence,
        source,
        destination,
        esmClass,
        dataCoding,
        text,
        in.readTlvs());
  }

  static DeliverSm decodeDataSm(byte[] pdu, int sequence) {
    ByteReader in = new ByteReader(pdu, PduReader.HEADER_BYTES);
    in.readCString(); // service_type
    in.readByte(); // source_addr_ton
    in.readByte(); // source_addr_npi
    String source = in.readCString();
    in.readByte(); // dest_addr_ton
    in.readByte(); // dest_addr_npi
    String destination = in.readCString();
    int esmClass = in.readByte();
    in.readByte(); // registered_delivery
    int dataCoding = in.readByte();
    return new DeliverSm(
        CommandId.DATA_SM_RESP,
        sequence,
        source,
        destination,
        esmClass,
        dataCoding,
        new byte[0],
        in.readTlvs());
  }
}
