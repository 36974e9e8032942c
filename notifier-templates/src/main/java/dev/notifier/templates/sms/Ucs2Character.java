package dev.notifier.templates.sms;

/**
 * A character that makes a text UCS-2.
 *
 * @param index its position in the text, in UTF-16 units from 0
 * @param codePoint the character
 */
public record Ucs2Character(int index, int codePoint) {
  /** Returns the character itself. */
  public String character() {
    return Character.toString(codePoint);
  }

  /** Returns the code point in the usual notation: {@code U+01A1}. */
  public String name() {
    return "U+%04X".formatted(codePoint);
  }
}
