package dev.notifier.templates.sms;

import java.util.Optional;

/**
 * How a text travels. Chosen from the final text, never from a template's flag: one stray letter
 * turns a whole message into UCS-2. A unit is a UTF-16 unit in UCS-2 and a septet otherwise: what
 * GSM 03.38 holds is septets on the air, in whatever alphabet the carrier takes it.
 */
public enum Encoding {
  /** GSM 03.38 default alphabet with its extension (3GPP TS 23.038), one septet an octet. */
  GSM7(7),
  /** The same, eight septets in seven octets. */
  GSM7_PACKED(7),
  /** What GSM 03.38 and ASCII have in common, in ASCII. */
  ASCII(7),
  /** What GSM 03.38 and ISO 8859-1 have in common, in ISO 8859-1: an octet for each unit. */
  LATIN1(8),
  /** UTF-16 big-endian, data_coding 8. */
  UCS2(16);

  /** Octets of user data in a segment (3GPP TS 23.040, 9.2.3.16). */
  private static final int SEGMENT_OCTETS = 140;

  private static final byte UCS2_DATA_CODING = 8;
  private static final int ASCII_END = 0x80;
  private static final int LATIN1_END = 0x100;

  private final int bitsPerUnit;

  Encoding(int bitsPerUnit) {
    this.bitsPerUnit = bitsPerUnit;
  }

  /** GSM 03.38 if it holds every character, else UCS-2. */
  public static Encoding of(String text) {
    return of(text, GSM7);
  }

  /**
   * The alphabet if it holds every character, else UCS-2.
   *
   * @param alphabet that a carrier takes
   */
  public static Encoding of(String text, Encoding alphabet) {
    return alphabet.canEncode(text) ? alphabet : UCS2;
  }

  /** The first character that GSM-7 does not have, or empty if the text is GSM-7. */
  public static Optional<Ucs2Character> firstUcs2Character(String text) {
    int index = Gsm7Alphabet.firstForeign(text);
    return index < 0
        ? Optional.empty()
        : Optional.of(new Ucs2Character(index, text.codePointAt(index)));
  }

  /** Whether every character of the text is in this alphabet. */
  public boolean canEncode(String text) {
    return switch (this) {
      case UCS2 -> true;
      case GSM7, GSM7_PACKED -> Gsm7Alphabet.firstForeign(text) < 0;
      case ASCII -> Gsm7Alphabet.firstForeign(text) < 0 && isBelow(text, ASCII_END);
      case LATIN1 -> Gsm7Alphabet.firstForeign(text) < 0 && isBelow(text, LATIN1_END);
    };
  }

  private static boolean isBelow(String text, int end) {
    return text.chars().allMatch(c -> c < end);
  }

  /** The value of SMPP's data_coding where a carrier says nothing else: 0 or 8. */
  public byte dataCoding() {
    return this == UCS2 ? UCS2_DATA_CODING : 0;
  }

  /** Units in a message of a single segment: 160, 140 or 70. */
  public int unitsInSingleSegment() {
    return SEGMENT_OCTETS * Byte.SIZE / bitsPerUnit;
  }

  /** Units in each part of several: 153, 134 or 67, one less with a 16-bit reference. */
  public int unitsPerSegment(Concatenation concatenation) {
    return (SEGMENT_OCTETS - concatenation.headerBytes()) * Byte.SIZE / bitsPerUnit;
  }

  /**
   * What the text costs in this encoding.
   *
   * @throws IllegalArgumentException if a character is not in GSM 03.38 and this is not UCS2
   */
  public int units(String text) {
    return this == UCS2 ? text.length() : Gsm7Alphabet.septets(text);
  }
}
