package dev.notifier.templates.sms;

/** The user data header of a message in several parts (3GPP TS 23.040, 9.2.3.24.1). */
public final class UserDataHeader {
  /** Octets of a concatenation header with an 8-bit reference, its length octet included. */
  public static final int CONCATENATION_OCTETS = 6;

  private UserDataHeader() {}

  /**
   * {@code 05 00 03 reference total part}.
   *
   * @param reference the same for all parts of a message; only its low 8 bits count
   * @param part from 1
   * @param of how many parts there are, 1 to 255
   */
  public static byte[] concatenation(int reference, int part, int of) {
    if (of < 1 || of > Segmenter.MAX_SEGMENTS_OF_HEADER || part < 1 || part > of) {
      throw new IllegalArgumentException("no part " + part + " of " + of + "; parts are 1 to 255");
    }
    return new byte[] {0x05, 0x00, 0x03, (byte) reference, (byte) of, (byte) part};
  }
}
