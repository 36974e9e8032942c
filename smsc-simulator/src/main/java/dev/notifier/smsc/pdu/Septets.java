package dev.notifier.smsc.pdu;

import java.util.Arrays;

/**
 * Packs septets into bytes and back (3GPP TS 23.038, 6.1.2.1). After a user data header, septets
 * start at the next septet boundary (3GPP TS 23.040, 9.2.3.24).
 */
final class Septets {
  private static final int BITS = 7;

  private Septets() {}

  static byte[] pack(byte[] septets, int headerBytes) {
    int bit = fillBits(headerBytes);
    byte[] bytes = new byte[(bit + septets.length * BITS + 7) / 8];
    for (byte septet : septets) {
      int shifted = (septet & 0x7F) << bit % 8;
      bytes[bit / 8] |= (byte) shifted;
      if (shifted > 0xFF) {
        bytes[bit / 8 + 1] |= (byte) (shifted >>> 8);
      }
      bit += BITS;
    }
    return bytes;
  }

  /** Treats a last septet of zeros that fills a byte as padding, not as an at sign. */
  static byte[] unpack(byte[] bytes, int headerBytes) {
    int first = fillBits(headerBytes);
    int count = Math.max(0, bytes.length * 8 - first) / BITS;
    byte[] septets = new byte[count];
    for (int i = 0; i < count; i++) {
      int bit = first + i * BITS;
      int pair = bytes[bit / 8] & 0xFF;
      if (bit / 8 + 1 < bytes.length) {
        pair |= (bytes[bit / 8 + 1] & 0xFF) << 8;
      }
      septets[i] = (byte) (pair >>> bit % 8 & 0x7F);
    }
    boolean padded =
        count > 0 && septets[count - 1] == 0 && first + count * BITS == bytes.length * 8;
    return padded ? Arrays.copyOf(septets, count - 1) : septets;
  }

  private static int fillBits(int headerBytes) {
    return (BITS - headerBytes * 8 % BITS) % BITS;
  }
}
