package dev.notifier.templates.sms;

import java.util.Optional;

/**
 * The encoding of a text. Selected from the final text and not by a setting of the template: one
 * character makes a whole message UCS-2. A unit is a UTF-16 unit in UCS-2 and a septet otherwise:
 * text in GSM 03.38 is septets on the air, in whichever alphabet the carrier accepts it.
 */
public enum Encoding {
  /** GSM 03.38 default alphabet with its extension (3GPP TS 23.038), one septet in each byte. */
  GSM7(7),
  /** The same, eight septets in seven bytes. */
  GSM7_PACKED(7),
  /** The characters that GSM 03.38 and ASCII share, in ASCII. */
  ASCII(7),
  /** The characters that GSM 03.38 and ISO 8859-1 share, in ISO 8859-1: one byte for each unit. */
  LATIN1(8),
  /** UTF-16 big-endian, data_coding 8. */
  UCS2(16);

  /** Bytes of user data in a segment (3GPP TS 23.040, 9.2.3.16). */
  private static final int SEGMENT_BYTES = 140;

  private static final byte UCS2_DATA_CODING = 8;
  private static final int ASCII_END = 0x80;
  private static final int LATIN1_END = 0x100;

  private final int bitsPerUnit;

  Encoding(int bitsPerUnit) {
    this.bitsPerUnit = bitsPerUnit;
  }

  /** Returns GSM-7 if it has every character, otherwise UCS-2. */
  public static Encoding of(String text) {
    return of(text, GSM7);
  }

  /**
   * Returns the alphabet if it has every character, otherwise UCS-2.
   *
   * @param alphabet that the carrier accepts
   */
  public static Encoding of(String text, Encoding alphabet) {
    return alphabet.canEncode(text) ? alphabet : UCS2;
  }

  /** Returns the first character that GSM-7 does not have; empty if the text is GSM-7. */
  public static Optional<Ucs2Character> firstUcs2Character(String text) {
    int index = Gsm7Alphabet.indexOfFirstUnsupported(text);
    return index < 0
        ? Optional.empty()
        : Optional.of(new Ucs2Character(index, text.codePointAt(index)));
  }

  /** Whether every character of the text is in this alphabet. */
  public boolean canEncode(String text) {
    return switch (this) {
      case UCS2 -> true;
      case GSM7, GSM7_PACKED -> Gsm7Alphabet.indexOfFirstUnsupported(text) < 0;
      case ASCII -> Gsm7Alphabet.indexOfFirstUnsupported(text) < 0 && isBelow(text, ASCII_END);
      case LATIN1 -> Gsm7Alphabet.indexOfFirstUnsupported(text) < 0 && isBelow(text, LATIN1_END);
    };
  }

  private static boolean isBelow(String text, int end) {
    return text.chars().allMatch(c -> c < end);
  }

  /** Returns SMPP's data_coding, unless the carrier requires another: 0 or 8. */
  public byte dataCoding() {
    return this == UCS2 ? UCS2_DATA_CODING : 0;
  }

  /** Returns the units in a message of a single segment: 160, 140 or 70. */
  public int unitsInSingleSegment() {
    return SEGMENT_BYTES * Byte.SIZE / bitsPerUnit;
  }

  /**
   * Returns the units in each of several segments: 153, 134 or 67, one less with a 16-bit
   * reference.
   */
  public int unitsPerSegment(Concatenation concatenation) {
    return (SEGMENT_BYTES - concatenation.headerBytes()) * Byte.SIZE / bitsPerUnit;
  }

  /**
   * Returns the number of units of the text in this encoding.
   *
   * @throws IllegalArgumentException if a character is not in GSM 03.38 and this is not UCS2
   */
  public int units(String text) {
    return this == UCS2 ? text.length() : Gsm7Alphabet.septets(text);
  }
}
