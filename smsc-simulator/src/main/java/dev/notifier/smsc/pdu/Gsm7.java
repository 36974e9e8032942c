package dev.notifier.smsc.pdu;

import java.util.Arrays;

/**
 * The GSM 7-bit default alphabet and its extension (3GPP TS 23.038, 6.2.1), one septet in each
 * byte.
 */
final class Gsm7 {
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅå"
          + "Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ"
          + " !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
          + "¿abcdefghijklmnopqrstuvwxyzäöñüà";
  private static final String EXTENSION_CODES = "\n\024()/<=>@e";
  private static final String EXTENSION = "\f^{}\\[~]|€";
  private static final int ESCAPE = 0x1B;

  private Gsm7() {}

  /** Decodes septets. A byte above 127 becomes the replacement character. */
  static String decode(byte[] septets) {
    StringBuilder text = new StringBuilder(septets.length);
    for (int i = 0; i < septets.length; i++) {
      int septet = septets[i];
      if (septet == ESCAPE && i + 1 < septets.length) {
        i++;
        int extended = EXTENSION_CODES.indexOf(septets[i]);
        text.append(extended < 0 ? ' ' : EXTENSION.charAt(extended));
      } else {
        text.append(septet < 0 ? '\uFFFD' : BASIC.charAt(septet));
      }
    }
    return text.toString();
  }

  /**
   * Encodes a text. Returns an empty array when a character is not in the alphabet (or the text is
   * empty).
   */
  static byte[] encode(String text) {
    byte[] septets = new byte[text.length() * 2];
    int size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int basic = BASIC.indexOf(c);
      int extended = EXTENSION.indexOf(c);
      if (extended >= 0) {
        septets[size++] = ESCAPE;
        septets[size++] = (byte) EXTENSION_CODES.charAt(extended);
      } else if (basic >= 0 && basic != ESCAPE) {
        septets[size++] = (byte) basic;
      } else {
        return new byte[0];
      }
    }
    return Arrays.copyOf(septets, size);
  }
}
