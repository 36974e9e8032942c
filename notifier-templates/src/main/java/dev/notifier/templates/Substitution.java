package dev.notifier.templates;

/**
 * A character that goes on the wire as something else.
 *
 * @param index its position, in UTF-16 units from 0: for a typographic character in the rendered
 *     text in NFC, for a refused one in the text after the other swaps
 * @param codePoint the character
 * @param replacement what stands for it; empty where it was removed
 * @param reason it was swapped
 */
public record Substitution(int index, int codePoint, String replacement, Reason reason) {
  /** Why a character is swapped. */
  public enum Reason {
    /** A typographic character that would make the message UCS-2, or that nobody sees. */
    TYPOGRAPHIC,
    /** The carrier takes it in no text. */
    UNSUPPORTED_BY_CARRIER
  }

  /** The character as operators look it up: {@code U+201C}. */
  public String name() {
    return "U+%04X".formatted(codePoint);
  }
}
