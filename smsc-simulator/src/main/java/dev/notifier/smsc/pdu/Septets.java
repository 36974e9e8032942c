package dev.notifier.smsc.pdu;

import java.util.Arrays;

/**
 * Septets packed into octets (3GPP TS 23.038, 6.1.2.1); after a user data header they start at the
 * next septet boundary (3GPP TS 23.040, 9.2.3.24).
 */
final class Septets {
  private static final int BITS = 7;

  private Septets() {}

  static byte[] pack(byte[] septets, int headerOctets) {
    int bit = fillBits(headerOctets);
    byte[] octets = new byte[(bit + septets.length * BITS + 7) / 8];
    for (byte septet : septets) {
      int shifted = (septet & 0x7F) << bit % 8;
      octets[bit / 8] |= (byte) shifted;
      if (shifted > 0xFF) {
        octets[bit / 8 + 1] |= (byte) (shifted >>> 8);
      }
      bit += BITS;
    }
    return octets;
  }

  /** A last septet of zeros that fills an octet is padding, not an at sign. */
  static byte[] unpack(byte[] octets, int headerOctets) {
    int first = fillBits(headerOctets);
    int count = Math.max(0, octets.length * 8 - first) / BITS;
    byte[] septets = new byte[count];
    for (int i = 0; i < count; i++) {
      int bit = first + i * BITS;
      int pair = octets[bit / 8] & 0xFF;
      if (bit / 8 + 1 < octets.length) {
        pair |= (octets[bit / 8 + 1] & 0xFF) << 8;
      }
      septets[i] = (byte) (pair >>> bit % 8 & 0x7F);
    }
    boolean padded =
        count > 0 && septets[count - 1] == 0 && first + count * BITS == octets.length * 8;
    return padded ? Arrays.copyOf(septets, count - 1) : septets;
  }

  private static int fillBits(int headerOctets) {
    return (BITS - headerOctets * 8 % BITS) % BITS;
  }
}
