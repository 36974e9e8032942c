package dev.notifier.templates.sms;

/** Packs eight septets into seven bytes (3GPP TS 23.038, 6.1.2.1). */
final class Gsm7Packing {
  private static final int SEPTET_BITS = 7;
  private static final byte CARRIAGE_RETURN = 0x0D;

  private Gsm7Packing() {}

  /**
   * Packs septets after a header. The text begins at a septet boundary counted from the header's
   * first bit (TS 23.040, 9.2.3.24), so up to six bits before it are empty. Seven unused bits at
   * the end are filled with a carriage return, as for USSD (TS 23.038, 6.1.2.3.1): SMPP counts
   * bytes, and a receiver would otherwise read them as another {@code @}.
   *
   * @param septets one in each byte
   * @param headerBytes of the user data header, 0 without one
   */
  static byte[] pack(byte[] septets, int headerBytes) {
    int fillBits = (SEPTET_BITS - headerBytes * Byte.SIZE % SEPTET_BITS) % SEPTET_BITS;
    int bits = fillBits + septets.length * SEPTET_BITS;
    byte[] bytes = new byte[(bits + Byte.SIZE - 1) / Byte.SIZE];
    int position = fillBits;
    for (byte septet : septets) {
      put(bytes, position, septet);
      position += SEPTET_BITS;
    }
    if (bytes.length * Byte.SIZE - position == SEPTET_BITS) {
      put(bytes, position, CARRIAGE_RETURN);
    }
    return bytes;
  }

  private static void put(byte[] bytes, int bit, byte septet) {
    int index = bit / Byte.SIZE;
    int shifted = (septet & 0x7F) << bit % Byte.SIZE;
    bytes[index] |= (byte) shifted;
    if (shifted > 0xFF) {
      bytes[index + 1] |= (byte) (shifted >> Byte.SIZE);
    }
  }
}
