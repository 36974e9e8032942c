package dev.notifier.replies.segments;

/**
 * Consecutive bytes of a message in one encoding.
 *
 * @param dataCoding of their PDUs (SMPP v3.4, 5.2.19)
 * @param afterGap whether segments before these bytes are missing
 */
@SuppressWarnings("ArrayRecordComponent") // Decoded once and never compared.
public record CodedBytes(int dataCoding, boolean afterGap, byte[] bytes) {
  /** Contains no personal data. */
  @Override
  public String toString() {
    return "CodedBytes[dataCoding=" + dataCoding + ", bytes=" + bytes.length + "]";
  }
}
