package dev.notifier.worker.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Encodes PDUs. jSMPP's composer is not used for submissions, because it writes addresses in the
 * platform's charset and rejects values that carriers use. Lengths are checked before anything is
 * written; exception messages contain no personal data.
 */
final class PduEncoder {
  /** 64 characters in UTF-8; SMPP v3.4, 4.1.1, allows 15, 8 and 12 bytes, but SMSCs take more. */
  static final int MAX_BIND_FIELD_BYTES = 256;

  private static final int INTERFACE_VERSION = 0x34;
  private static final int MAX_ADDRESS_BYTES = 20;
  private static final int MAX_SHORT_MESSAGE_BYTES = 254;
  private static final int MAX_TLV_BYTES = 0xFFFF;
  private static final int VALIDITY_BYTES = 16;
  private static final int USUAL_PDU_BYTES = 256;
  private static final int ESM_CLASS_UDHI = 0x40;
  private static final int FIRST_NON_ASCII = 0x80;

  private PduEncoder() {}

  /** A PDU without a body (SMPP v3.4, 3.2). */
  static byte[] header(int commandId, int commandStatus, int sequence) {
    return ByteBuffer.allocate(PduReader.HEADER_BYTES)
        .putInt(PduReader.HEADER_BYTES)
        .putInt(commandId)
        .putInt(commandStatus)
        .putInt(sequence)
        .array();
  }

  /**
   * A PDU whose body is an empty C string, such as the response to a deliver_sm or data_sm, whose
   * message_id is empty (SMPP v3.4, 4.6.2, 4.7.2).
   */
  static byte[] withEmptyString(int commandId, int commandStatus, int sequence) {
    int length = PduReader.HEADER_BYTES + 1;
    return ByteBuffer.allocate(length)
        .putInt(length)
        .putInt(commandId)
        .putInt(commandStatus)
        .putInt(sequence)
        .array();
  }

  /**
   * A bind_transmitter, bind_receiver or bind_transceiver (SMPP v3.4, 4.1.1).
   *
   * @throws IllegalArgumentException if a field has more than {@value #MAX_BIND_FIELD_BYTES} bytes
   *     or contains a NUL; its message does not contain the field
   */
  static byte[] bind(
      int commandId, int sequence, String systemId, String password, String systemType) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_PDU_BYTES);
    body.writeBytes(header(commandId, 0, sequence));
    writeBindField(body, "system_id", systemId);
    writeBindField(body, "password", password);
    writeBindField(body, "system_type", systemType);
    body.write(INTERFACE_VERSION);
    body.write(0); // addr_ton
    body.write(0); // addr_npi
    body.write(0); // address_range
    return withLength(body);
  }

  private static void writeBindField(ByteArrayOutputStream body, String field, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    require(bytes.length <= MAX_BIND_FIELD_BYTES, field, bytes.length);
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(field + " contains a NUL");
    }
    body.writeBytes(bytes);
    body.write(0);
  }

  private static byte[] withLength(ByteArrayOutputStream body) {
    byte[] pdu = body.toByteArray();
    ByteBuffer.wrap(pdu).putInt(pdu.length);
    return pdu;
  }

  /**
   * A submit_sm (SMPP v3.4, 4.4.1).
   *
   * @throws IllegalArgumentException if a field is longer than SMPP allows
   */
  static byte[] submitSm(int sequence, SubmitSm submit) {
    check(submit);
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_PDU_BYTES);
    body.writeBytes(header(CommandId.SUBMIT_SM, 0, sequence));
    body.write(0); // service_type
    writeAddress(body, submit.source());
    writeAddress(body, submit.recipient());
    body.write(submit.userDataHeader() ? ESM_CLASS_UDHI : 0);
    body.write(0); // protocol_id
    body.write(0); // priority_flag
    body.write(0); // schedule_delivery_time
    writeCString(body, submit.validityPeriod());
    body.write(submit.receiptRequested() ? 1 : 0); // registered_delivery: success and failure
    body.write(0); // replace_if_present_flag
    body.write(submit.dataCoding());
    body.write(0); // sm_default_msg_id
    body.write(submit.shortMessage().length);
    body.writeBytes(submit.shortMessage());
    for (SubmitSm.Tlv tlv : submit.tlvs()) {
      writeShort(body, tlv.tag());
      writeShort(body, tlv.value().length);
      body.writeBytes(tlv.value());
    }
    return withLength(body);
  }

  private static void check(SubmitSm submit) {
    checkAddress("source_addr", submit.source().address());
    checkAddress("destination_addr", submit.recipient().address());
    int validity = submit.validityPeriod().length();
    require(validity == 0 || validity == VALIDITY_BYTES, "validity_period", validity);
    int length = submit.shortMessage().length;
    require(length <= MAX_SHORT_MESSAGE_BYTES, "short_message", length);
    for (SubmitSm.Tlv tlv : submit.tlvs()) {
      require(tlv.value().length <= MAX_TLV_BYTES, "an optional parameter", tlv.value().length);
    }
  }

  private static void checkAddress(String field, String address) {
    require(address.length() <= MAX_ADDRESS_BYTES, field, address.length());
    if (!address.chars().allMatch(c -> c > 0 && c < FIRST_NON_ASCII)) {
      throw new IllegalArgumentException(field + " contains a character that is not ASCII");
    }
  }

  private static void require(boolean fits, String field, int length) {
    if (!fits) {
      throw new IllegalArgumentException(
          field + " must not have " + length + " bytes (SMPP v3.4, 4)");
    }
  }

  private static void writeAddress(ByteArrayOutputStream body, SubmitSm.Address address) {
    body.write(address.ton());
    body.write(address.npi());
    writeCString(body, address.address());
  }

  private static void writeCString(ByteArrayOutputStream body, String value) {
    body.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    body.write(0);
  }

  private static void writeShort(ByteArrayOutputStream body, int value) {
    body.write(value >> 8);
    body.write(value);
  }
}
