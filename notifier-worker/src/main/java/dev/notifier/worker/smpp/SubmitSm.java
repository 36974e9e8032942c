package dev.notifier.worker.smpp;

import java.util.List;

/**
 * What stands in a submit_sm of ours (SMPP v3.4, 4.4.1).
 *
 * @param recipient digits without plus
 * @param userDataHeader whether the octets begin with a user data header (esm_class 0x40)
 * @param dataCoding 0 = the centre's default alphabet, 8 = UCS-2
 * @param shortMessage at most 254 octets; empty with message_payload
 * @param validityPeriod relative, {@code YYMMDDhhmmss000R}, or empty
 * @param tlvs optional parameters, in the order in which they are written
 */
@SuppressWarnings("ArrayRecordComponent") // Raw octets, written once and never compared.
public record SubmitSm(
    Address source,
    Address recipient,
    boolean userDataHeader,
    int dataCoding,
    byte[] shortMessage,
    String validityPeriod,
    boolean receiptWanted,
    List<Tlv> tlvs) {
  /** An address with its type of number and numbering plan (SMPP v3.4, 5.2.5 and 5.2.6). */
  public record Address(String address, int ton, int npi) {
    /** Names no personal data. */
    @Override
    public String toString() {
      return "Address[ton=" + ton + ", npi=" + npi + "]";
    }
  }

  /**
   * An optional parameter (SMPP v3.4, 5.3.1).
   *
   * @param tag 0 to 0xFFFF
   * @param value up to 65,535 octets
   */
  public record Tlv(int tag, byte[] value) {
    public static final int SAR_MSG_REF_NUM = 0x020C;
    public static final int SAR_TOTAL_SEGMENTS = 0x020E;
    public static final int SAR_SEGMENT_SEQNUM = 0x020F;
    public static final int MESSAGE_PAYLOAD = 0x0424;

    /** Names no personal data. */
    @Override
    public String toString() {
      return "Tlv[" + Integer.toHexString(tag) + ", octets=" + value.length + "]";
    }
  }

  public SubmitSm {
    tlvs = List.copyOf(tlvs);
  }

  /** The recipient's digits. */
  public String destination() {
    return recipient.address();
  }

  /** Names no personal data. */
  @Override
  public String toString() {
    return "SubmitSm[octets=" + shortMessage.length + ", dataCoding=" + dataCoding + "]";
  }
}
