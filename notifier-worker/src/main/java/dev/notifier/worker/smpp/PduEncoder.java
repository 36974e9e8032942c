package dev.notifier.worker.smpp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * PDUs as octets, composed here: the library's composer writes addresses in the platform's charset
 * and refuses values that carriers use. Field lengths are checked before anything is written; what
 * an exception says holds no personal data.
 */
final class PduEncoder {
  private static final int MAX_ADDRESS_OCTETS = 20;
  private static final int MAX_SHORT_MESSAGE_OCTETS = 254;
  private static final int MAX_TLV_OCTETS = 0xFFFF;
  private static final int VALIDITY_OCTETS = 16;
  private static final int USUAL_OCTETS = 256;
  private static final int ESM_CLASS_UDHI = 0x40;
  private static final int ASCII_END = 0x80;

  private PduEncoder() {}

  /** A header alone (SMPP v3.4, 3.2). */
  static byte[] header(int commandId, int commandStatus, int sequence) {
    return ByteBuffer.allocate(PduReader.HEADER_OCTETS)
        .putInt(PduReader.HEADER_OCTETS)
        .putInt(commandId)
        .putInt(commandStatus)
        .putInt(sequence)
        .array();
  }

  /** The answer to a deliver_sm or data_sm: its message_id is empty (SMPP v3.4, 4.6.2, 4.7.2). */
  static byte[] withEmptyId(int commandId, int commandStatus, int sequence) {
    int length = PduReader.HEADER_OCTETS + 1;
    return ByteBuffer.allocate(length)
        .putInt(length)
        .putInt(commandId)
        .putInt(commandStatus)
        .putInt(sequence)
        .array();
  }

  /**
   * A submit_sm (SMPP v3.4, 4.4.1).
   *
   * @throws IllegalArgumentException when a field is longer than SMPP allows
   */
  static byte[] submitSm(int sequence, SubmitSm submit) {
    check(submit);
    ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_OCTETS);
    body.writeBytes(header(CommandId.SUBMIT_SM, 0, sequence));
    body.write(0); // service_type
    address(body, submit.source());
    address(body, submit.recipient());
    body.write(submit.userDataHeader() ? ESM_CLASS_UDHI : 0);
    body.write(0); // protocol_id
    body.write(0); // priority_flag
    body.write(0); // schedule_delivery_time
    cString(body, submit.validityPeriod());
    body.write(submit.receiptWanted() ? 1 : 0); // registered_delivery: success and failure
    body.write(0); // replace_if_present_flag
    body.write(submit.dataCoding());
    body.write(0); // sm_default_msg_id
    body.write(submit.shortMessage().length);
    body.writeBytes(submit.shortMessage());
    for (SubmitSm.Tlv tlv : submit.tlvs()) {
      twoOctets(body, tlv.tag());
      twoOctets(body, tlv.value().length);
      body.writeBytes(tlv.value());
    }
    byte[] pdu = body.toByteArray();
    ByteBuffer.wrap(pdu).putInt(pdu.length);
    return pdu;
  }

  private static void check(SubmitSm submit) {
    checkAddress("source_addr", submit.source().address());
    checkAddress("destination_addr", submit.recipient().address());
    int validity = submit.validityPeriod().length();
    require(validity == 0 || validity == VALIDITY_OCTETS, "validity_period", validity);
    int octets = submit.shortMessage().length;
    require(octets <= MAX_SHORT_MESSAGE_OCTETS, "short_message", octets);
    for (SubmitSm.Tlv tlv : submit.tlvs()) {
      require(tlv.value().length <= MAX_TLV_OCTETS, "an optional parameter", tlv.value().length);
    }
  }

  private static void checkAddress(String field, String address) {
    require(address.length() <= MAX_ADDRESS_OCTETS, field, address.length());
    if (!address.chars().allMatch(c -> c > 0 && c < ASCII_END)) {
      throw new IllegalArgumentException(field + " has a character that is not ASCII");
    }
  }

  private static void require(boolean fits, String field, int octets) {
    if (!fits) {
      throw new IllegalArgumentException(
          field + " cannot have " + octets + " octets (SMPP v3.4, 4.4.1)");
    }
  }

  private static void address(ByteArrayOutputStream body, SubmitSm.Address address) {
    body.write(address.ton());
    body.write(address.npi());
    cString(body, address.address());
  }

  private static void cString(ByteArrayOutputStream body, String value) {
    body.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    body.write(0);
  }

  private static void twoOctets(ByteArrayOutputStream body, int value) {
    body.write(value >> 8);
    body.write(value);
  }
}
