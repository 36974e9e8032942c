package dev.notifier.templates.sms;

/** The user data header of a message with several segments (3GPP TS 23.040, 9.2.3.24). */
final class UserDataHeader {
  private UserDataHeader() {}

  /**
   * Returns {@code 05 00 03 reference total segment} or {@code 06 08 04 reference(2) total
   * segment}.
   *
   * @param concatenation UDH8 or UDH16
   * @param reference the same for all segments of a message; only its low 8 or 16 bits count
   * @param segment from 1
   * @param total the number of segments, 1 to 255
   */
  static byte[] concatenation(Concatenation concatenation, int reference, int segment, int total) {
    if (total < 1
        || total > Segmenter.MAX_CONCATENATED_SEGMENTS
        || segment < 1
        || segment > total) {
      throw new IllegalArgumentException(
          "no segment " + segment + " of " + total + "; a message has 1 to 255 segments");
    }
    return switch (concatenation) {
      case UDH8 -> new byte[] {0x05, 0x00, 0x03, (byte) reference, (byte) total, (byte) segment};
      case UDH16 ->
          new byte[] {
            0x06,
            0x08,
            0x04,
            (byte) (reference >> 8),
            (byte) reference,
            (byte) total,
            (byte) segment
          };
      case SAR, PAYLOAD -> throw new IllegalArgumentException(concatenation + " has no header");
    };
  }
}
