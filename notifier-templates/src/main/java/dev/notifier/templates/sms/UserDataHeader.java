package dev.notifier.templates.sms;

/** The user data header of a message in several parts (3GPP TS 23.040, 9.2.3.24). */
public final class UserDataHeader {
  private UserDataHeader() {}

  /**
   * {@code 05 00 03 reference total part} or {@code 06 08 04 reference(2) total part}.
   *
   * @param concatenation UDH8 or UDH16
   * @param reference the same for all parts of a message; only its low 8 or 16 bits count
   * @param segment from 1
   * @param of how many parts there are, 1 to 255
   */
  public static byte[] concatenation(
      Concatenation concatenation, int reference, int segment, int of) {
    if (of < 1 || of > Segmenter.MAX_CONCATENATED_SEGMENTS || segment < 1 || segment > of) {
      throw new IllegalArgumentException(
          "no part " + segment + " of " + of + "; parts are 1 to 255");
    }
    return switch (concatenation) {
      case UDH8 -> new byte[] {0x05, 0x00, 0x03, (byte) reference, (byte) of, (byte) segment};
      case UDH16 ->
          new byte[] {
            0x06, 0x08, 0x04, (byte) (reference >> 8), (byte) reference, (byte) of, (byte) segment
          };
      case SAR, PAYLOAD -> throw new IllegalArgumentException(concatenation + " has no header");
    };
  }
}
