package dev.notifier.templates;

/**
 * A character that is replaced before the text is sent.
 *
 * @param index its position, in UTF-16 units from 0: for a typographic character in the rendered
 *     text in NFC, for an unsupported one in the text after the typographic substitutions
 * @param sentIndex where its replacement is in the text that is sent
 * @param codePoint the character
 * @param replacement what is sent instead; empty if the character is removed
 * @param reason why it is replaced
 */
public record Substitution(
    int index, int sentIndex, int codePoint, String replacement, Reason reason) {
  /** The reason for a substitution. */
  public enum Reason {
    /** A typographic character that would make the message UCS-2, or an invisible one. */
    TYPOGRAPHIC,
    /** The carrier rejects it in every text. */
    UNSUPPORTED_BY_CARRIER
  }

  /** Returns the code point in the usual notation: {@code U+201C}. */
  public String name() {
    return "U+%04X".formatted(codePoint);
  }
}
