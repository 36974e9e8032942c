package dev.notifier.worker.smpp;

import java.util.List;

/**
 * A submit_sm (SMPP v3.4, 4.4.1).
 *
 * @param recipient digits without the plus
 * @param userDataHeader whether the short message begins with a user data header (esm_class 0x40)
 * @param dataCoding 0 = the SMSC's default alphabet, 8 = UCS-2
 * @param shortMessage at most 254 bytes; empty with message_payload
 * @param validityPeriod relative, {@code YYMMDDhhmmss000R}, or empty
 * @param tlvs optional parameters, in the order of the PDU
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are written once and never compared.
public record SubmitSm(
    Address source,
    Address recipient,
    boolean userDataHeader,
    int dataCoding,
    byte[] shortMessage,
    String validityPeriod,
    boolean receiptRequested,
    List<Tlv> tlvs) {
  /** An address with its type of number and numbering plan (SMPP v3.4, 5.2.5 and 5.2.6). */
  public record Address(String address, int ton, int npi) {
    /** Contains no personal data. */
    @Override
    public String toString() {
      return "Address[ton=" + ton + ", npi=" + npi + "]";
    }
  }

  /**
   * An optional parameter (SMPP v3.4, 5.3.1).
   *
   * @param tag 0 to 0xFFFF
   * @param value up to 65,535 bytes
   */
  public record Tlv(int tag, byte[] value) {
    public static final int SAR_MSG_REF_NUM = 0x020C;
    public static final int SAR_TOTAL_SEGMENTS = 0x020E;
    public static final int SAR_SEGMENT_SEQNUM = 0x020F;
    public static final int MESSAGE_PAYLOAD = 0x0424;

    /** Contains no personal data. */
    @Override
    public String toString() {
      return "Tlv[" + Integer.toHexString(tag) + ", bytes=" + value.length + "]";
    }
  }

  public SubmitSm {
    tlvs = List.copyOf(tlvs);
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "SubmitSm[bytes=" + shortMessage.length + ", dataCoding=" + dataCoding + "]";
  }
}
