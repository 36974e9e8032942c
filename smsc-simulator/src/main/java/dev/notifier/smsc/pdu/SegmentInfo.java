package dev.notifier.smsc.pdu;

import org.jspecify.annotations.Nullable;

/**
 * The place of a segment in a long message, from the user data header (3GPP TS 23.040, 9.2.3.24.1
 * and .8), or without one from the SAR TLVs (SMPP 3.4, 5.3.2.22 to 24).
 *
 * @param reference the concatenation reference, 8 or 16 bits
 * @param wide whether the reference has 16 bits
 * @param of how many parts there are, 1..255
 * @param number which part this is, 1..of
 * @param referenceAt where the reference starts in the message octets; -1 = not in them
 */
public record SegmentInfo(int reference, boolean wide, int of, int number, int referenceAt) {
  private static final int IE_8_BIT = 0x00;
  private static final int IE_16_BIT = 0x08;

  /** The part that a message is, or null when it stands alone or its header is not sound. */
  public static @Nullable SegmentInfo of(ShortMessage message) {
    byte[] octets = message.message();
    if (!message.hasHeader() || octets.length < 2) {
      ShortMessage.Sar sar = message.sar();
      return sar == null
          ? null
          : new SegmentInfo(sar.reference(), true, sar.of(), sar.number(), -1);
    }
    int end = 1 + (octets[0] & 0xFF);
    if (end > octets.length) {
      return null;
    }
    for (int at = 1; at + 2 <= end; at += 2 + (octets[at + 1] & 0xFF)) {
      int id = octets[at] & 0xFF;
      int length = octets[at + 1] & 0xFF;
      if (at + 2 + length > end) {
        return null;
      }
      if (id == IE_8_BIT && length == 3) {
        return sound(octets[at + 2] & 0xFF, false, octets, at + 3, at + 2);
      }
      if (id == IE_16_BIT && length == 4) {
        int reference = (octets[at + 2] & 0xFF) << 8 | (octets[at + 3] & 0xFF);
        return sound(reference, true, octets, at + 4, at + 2);
      }
    }
    return null;
  }

  private static @Nullable SegmentInfo sound(
      int reference, boolean wide, byte[] octets, int at, int referenceAt) {
    int of = octets[at] & 0xFF;
    int number = octets[at + 1] & 0xFF;
    return number >= 1 && number <= of
        ? new SegmentInfo(reference, wide, of, number, referenceAt)
        : null;
  }
}
