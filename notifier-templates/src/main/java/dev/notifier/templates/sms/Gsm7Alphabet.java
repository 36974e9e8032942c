package dev.notifier.templates.sms;

import java.util.Arrays;

/**
 * The GSM 03.38 default alphabet and its extension (3GPP TS 23.038), one byte for each septet as
 * SMPP carries it; a character of the extension takes two: 0x1B and its code.
 */
public final class Gsm7Alphabet {
  /** Decoded from a byte that is not a septet. */
  private static final char REPLACEMENT = '\uFFFD';

  static final byte ESCAPE = 0x1B;

  // Rows of 16, from 0x00; 0x1B is the escape and is written as U+0000.
  private static final String DEFAULT =
      "@£$¥èéùìòÇ\nØø\rÅå"
          + "Δ_ΦΓΛΩΠΨΣΘΞ\0ÆæßÉ"
          + " !\"#¤%&'()*+,-./"
          + "0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNO"
          + "PQRSTUVWXYZÄÖÑÜ§"
          + "¿abcdefghijklmno"
          + "pqrstuvwxyzäöñüà";

  private static final String EXTENSION = "\f^{}\\[~]|€";
  private static final byte[] EXTENSION_CODES = {
    0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
  };

  private static final int UNSUPPORTED = -1;
  private static final int EXTENDED = 0x80;

  // Every character except the euro sign is below U+0400: code, code + EXTENDED, or UNSUPPORTED.
  private static final short[] CODES = codes();
  private static final short EURO = EXTENDED | 0x65;

  private Gsm7Alphabet() {}

  private static short[] codes() {
    short[] codes = new short[0x400];
    Arrays.fill(codes, (short) UNSUPPORTED);
    for (int i = 0; i < DEFAULT.length(); i++) {
      if (i != ESCAPE) {
        codes[DEFAULT.charAt(i)] = (short) i;
      }
    }
    for (int i = 0; i < EXTENSION.length() - 1; i++) {
      codes[EXTENSION.charAt(i)] = (short) (EXTENDED | EXTENSION_CODES[i]);
    }
    return codes;
  }

  private static int code(char c) {
    if (c < CODES.length) {
      return CODES[c];
    }
    return c == '€' ? EURO : UNSUPPORTED;
  }

  /** Whether the alphabet has all characters of a text. */
  public static boolean contains(String text) {
    return indexOfFirstUnsupported(text) < 0;
  }

  /** Returns the index of the first character outside the alphabet, or -1. */
  static int indexOfFirstUnsupported(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (code(text.charAt(i)) == UNSUPPORTED) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the septets of a character of the alphabet: 1 or 2. */
  static int width(char c) {
    return code(c) >= EXTENDED ? 2 : 1;
  }

  /**
   * Returns the number of septets of the text.
   *
   * @throws IllegalArgumentException if a character is not in the alphabet
   */
  public static int septets(String text) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      int code = requireCode(text, i);
      count += code >= EXTENDED ? 2 : 1;
    }
    return count;
  }

  /**
   * Returns the septets of the text, one in each byte.
   *
   * @throws IllegalArgumentException if a character is not in the alphabet
   */
  public static byte[] encode(String text) {
    byte[] septets = new byte[septets(text)];
    int position = 0;
    for (int i = 0; i < text.length(); i++) {
      int code = requireCode(text, i);
      if (code >= EXTENDED) {
        septets[position++] = ESCAPE;
      }
      septets[position++] = (byte) (code & 0x7F);
    }
    return septets;
  }

  private static int requireCode(String text, int index) {
    int code = code(text.charAt(index));
    if (code == UNSUPPORTED) {
      throw new IllegalArgumentException(
          "character " + index + " is not in GSM 03.38; use UCS2 for this text");
    }
    return code;
  }

  /**
   * Decodes septets, one in each byte. As TS 23.038 requires of a receiver, an escape before a code
   * that the extension does not have shows the default alphabet's character, and an escape before
   * nothing or another escape shows a blank. A byte above 0x7F becomes U+FFFD.
   */
  public static String decode(byte[] septets) {
    StringBuilder text = new StringBuilder(septets.length);
    for (int i = 0; i < septets.length; i++) {
      byte septet = septets[i];
      if (septet < 0) {
        text.append(REPLACEMENT);
      } else if (septet != ESCAPE) {
        text.append(DEFAULT.charAt(septet));
      } else if (i + 1 == septets.length || septets[i + 1] == ESCAPE) {
        text.append(' ');
        i++;
      } else {
        i++;
        text.append(decodeExtension(septets[i]));
      }
    }
    return text.toString();
  }

  private static char decodeExtension(byte code) {
    if (code < 0) {
      return REPLACEMENT;
    }
    for (int i = 0; i < EXTENSION_CODES.length; i++) {
      if (EXTENSION_CODES[i] == code) {
        return EXTENSION.charAt(i);
      }
    }
    return DEFAULT.charAt(code);
  }
}
