package dev.notifier.templates.sms;

/** The way the segments of a long message are joined, and the space that remains for the text. */
public enum Concatenation {
  /** User data header with an 8-bit reference (3GPP TS 23.040, 9.2.3.24.1). */
  UDH8(6),
  /** User data header with a 16-bit reference (3GPP TS 23.040, 9.2.3.24.8). */
  UDH16(7),
  /** sar_msg_ref_num and its companions (SMPP v3.4, 5.3.2.22); the SMSC writes an 8-bit header. */
  SAR(6),
  /**
   * The whole message in one PDU (SMPP v3.4, 5.3.2.32); the SMSC splits it, with an 8-bit header.
   */
  PAYLOAD(6);

  private final int headerBytes;

  Concatenation(int headerBytes) {
    this.headerBytes = headerBytes;
  }

  /**
   * Returns the bytes of the header on the air, its length byte included, whether we or the SMSC
   * write it.
   */
  public int headerBytes() {
    return headerBytes;
  }
}
