package dev.notifier.templates.sms;

/** Eight septets in seven octets (3GPP TS 23.038, 6.1.2.1). */
final class Gsm7Packing {
  private static final int SEPTET_BITS = 7;
  private static final byte CARRIAGE_RETURN = 0x0D;

  private Gsm7Packing() {}

  /**
   * Packs septets behind a header. The text begins at a septet boundary counted from the header's
   * first bit (TS 23.040, 9.2.3.24), so up to six bits before it stay empty. Seven bits left over
   * at the end are filled with a carriage return, as for USSD (TS 23.038, 6.1.2.3.1): SMPP counts
   * octets, and a receiver would read them as one more {@code @}.
   *
   * @param septets one per octet
   * @param headerBytes of the user data header, 0 without one
   */
  static byte[] pack(byte[] septets, int headerBytes) {
    int fillBits = (SEPTET_BITS - headerBytes * Byte.SIZE % SEPTET_BITS) % SEPTET_BITS;
    int bits = fillBits + septets.length * SEPTET_BITS;
    byte[] octets = new byte[(bits + Byte.SIZE - 1) / Byte.SIZE];
    int at = fillBits;
    for (byte septet : septets) {
      put(octets, at, septet);
      at += SEPTET_BITS;
    }
    if (octets.length * Byte.SIZE - at == SEPTET_BITS) {
      put(octets, at, CARRIAGE_RETURN);
    }
    return octets;
  }

  private static void put(byte[] octets, int bit, byte septet) {
    int index = bit / Byte.SIZE;
    int shifted = (septet & 0x7F) << bit % Byte.SIZE;
    octets[index] |= (byte) shifted;
    if (shifted > 0xFF) {
      octets[index + 1] |= (byte) (shifted >> Byte.SIZE);
    }
  }
}
