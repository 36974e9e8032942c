package dev.notifier.replies.segments;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Reads which segment of which message a PDU has: from the user data header (3GPP TS 23.040,
 * 9.2.3.24.1 and 9.2.3.24.8) or, without one, from the SAR parameters (SMPP v3.4, 5.3.2.22 to
 * 5.3.2.24). Never throws.
 */
final class ConcatenationHeader {
  private static final int REFERENCE_8_BIT = 0x00;
  private static final int REFERENCE_16_BIT = 0x08;
  private static final String SAR_REFERENCE = "020C";
  private static final String SAR_TOTAL = "020E";
  private static final String SAR_NUMBER = "020F";

  private ConcatenationHeader() {}

  /** Returns the position; empty if the message has one segment, or if what it says is invalid. */
  static Optional<SegmentPosition> read(byte[] bytes, boolean hasHeader, Map<String, byte[]> tlvs) {
    Optional<SegmentPosition> position = hasHeader ? fromUserData(bytes) : Optional.empty();
    return position.isPresent() ? position : fromParameters(tlvs);
  }

  /** Returns the text after the user data header; a header longer than the bytes leaves none. */
  static byte[] text(byte[] bytes, boolean hasHeader) {
    if (!hasHeader || bytes.length == 0) {
      return bytes;
    }
    int header = 1 + (bytes[0] & 0xFF);
    return Arrays.copyOfRange(bytes, Math.min(header, bytes.length), bytes.length);
  }

  private static Optional<SegmentPosition> fromUserData(byte[] bytes) {
    int end = bytes.length == 0 ? 0 : Math.min(bytes.length, 1 + (bytes[0] & 0xFF));
    int element = 1;
    while (element + 2 <= end) {
      int length = bytes[element + 1] & 0xFF;
      int value = element + 2;
      if (value + length > end) {
        return Optional.empty();
      }
      int id = bytes[element] & 0xFF;
      if (id == REFERENCE_8_BIT && length == 3) {
        return SegmentPosition.of(
            Scheme.UDH8, unsigned(bytes, value, 1), bytes[value + 1], bytes[value + 2]);
      }
      if (id == REFERENCE_16_BIT && length == 4) {
        return SegmentPosition.of(
            Scheme.UDH16, unsigned(bytes, value, 2), bytes[value + 2], bytes[value + 3]);
      }
      element = value + length;
    }
    return Optional.empty();
  }

  private static Optional<SegmentPosition> fromParameters(Map<String, byte[]> tlvs) {
    byte[] reference = tlvs.get(SAR_REFERENCE);
    byte[] total = tlvs.get(SAR_TOTAL);
    byte[] number = tlvs.get(SAR_NUMBER);
    if (reference == null || total == null || number == null) {
      return Optional.empty();
    }
    if (reference.length != 2 || total.length != 1 || number.length != 1) {
      return Optional.empty();
    }
    return SegmentPosition.of(Scheme.SAR, unsigned(reference, 0, 2), total[0], number[0]);
  }

  private static int unsigned(byte[] bytes, int offset, int length) {
    int value = 0;
    for (int i = offset; i < offset + length; i++) {
      value = (value << Byte.SIZE) | (bytes[i] & 0xFF);
    }
    return value;
  }
}
