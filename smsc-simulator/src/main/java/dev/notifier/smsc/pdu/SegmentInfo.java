package dev.notifier.smsc.pdu;

import org.jspecify.annotations.Nullable;

/**
 * The position of a segment in a long message. It comes from the user data header (3GPP TS 23.040,
 * 9.2.3.24.1 and .8) or, without one, from the SAR TLVs (SMPP 3.4, 5.3.2.22 to 24).
 *
 * @param reference the concatenation reference, 8 or 16 bits
 * @param wideReference true for a reference of 16 bits
 * @param total number of segments, 1..255
 * @param number number of this segment, 1..total
 * @param referenceOffset offset of the reference in the message; -1 when it comes from a TLV
 */
public record SegmentInfo(
    int reference, boolean wideReference, int total, int number, int referenceOffset) {
  private static final int IE_8_BIT = 0x00;
  private static final int IE_16_BIT = 0x08;

  /** Returns the position of this segment, or null for a single message or an invalid header. */
  public static @Nullable SegmentInfo of(ShortMessage message) {
    byte[] bytes = message.message();
    if (!message.hasUserDataHeader() || bytes.length < 2) {
      SarParameters sar = message.sar();
      return sar == null
          ? null
          : new SegmentInfo(sar.reference(), true, sar.total(), sar.number(), -1);
    }
    int end = 1 + (bytes[0] & 0xFF);
    if (end > bytes.length) {
      return null;
    }
    for (int at = 1; at + 2 <= end; at += 2 + (bytes[at + 1] & 0xFF)) {
      int id = bytes[at] & 0xFF;
      int length = bytes[at + 1] & 0xFF;
      if (at + 2 + length > end) {
        return null;
      }
      if (id == IE_8_BIT && length == 3) {
        return parse(bytes[at + 2] & 0xFF, false, bytes, at + 3, at + 2);
      }
      if (id == IE_16_BIT && length == 4) {
        int reference = (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
        return parse(reference, true, bytes, at + 4, at + 2);
      }
    }
    return null;
  }

  private static @Nullable SegmentInfo parse(
      int reference, boolean wideReference, byte[] bytes, int at, int referenceOffset) {
    int total = bytes[at] & 0xFF;
    int number = bytes[at + 1] & 0xFF;
    return number >= 1 && number <= total
        ? new SegmentInfo(reference, wideReference, total, number, referenceOffset)
        : null;
  }
}
