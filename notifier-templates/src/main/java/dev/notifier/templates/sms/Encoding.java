package dev.notifier.templates.sms;

import java.util.Optional;

/**
 * How a text travels. Chosen from the final text, never from a template's flag: one stray letter
 * turns a whole message into UCS-2. A unit is a septet in GSM-7 and a UTF-16 unit in UCS-2.
 */
public enum Encoding {
  /** GSM 03.38 default alphabet with its extension (3GPP TS 23.038), data_coding 0. */
  GSM7((byte) 0, 160, 153),
  /** UTF-16 big-endian, data_coding 8. */
  UCS2((byte) 8, 70, 67);

  private final byte dataCoding;
  private final int unitsAlone;
  private final int unitsPerPart;

  Encoding(byte dataCoding, int unitsAlone, int unitsPerPart) {
    this.dataCoding = dataCoding;
    this.unitsAlone = unitsAlone;
    this.unitsPerPart = unitsPerPart;
  }

  /** The cheapest encoding that carries every character of the text. */
  public static Encoding of(String text) {
    return Gsm7.firstForeign(text) < 0 ? GSM7 : UCS2;
  }

  /** The first character that GSM-7 does not have, or empty if the text is GSM-7. */
  public static Optional<StrayCharacter> firstForcingUcs2(String text) {
    int index = Gsm7.firstForeign(text);
    return index < 0
        ? Optional.empty()
        : Optional.of(new StrayCharacter(index, text.codePointAt(index)));
  }

  /** The value of SMPP's data_coding: 0 or 8. */
  public byte dataCoding() {
    return dataCoding;
  }

  /** Units in a message of a single segment: 160 or 70. */
  public int unitsAlone() {
    return unitsAlone;
  }

  /** Units in each part of several, with an 8-bit reference: 153 or 67. */
  public int unitsPerPart() {
    return unitsPerPart;
  }

  /**
   * What the text costs in this encoding.
   *
   * @throws IllegalArgumentException if this is GSM7 and the text is not
   */
  public int units(String text) {
    return this == UCS2 ? text.length() : Gsm7.septets(text);
  }
}
