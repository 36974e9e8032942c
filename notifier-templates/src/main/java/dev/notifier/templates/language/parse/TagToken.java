package dev.notifier.templates.language.parse;

/**
 * A word of a tag.
 *
 * @param text a name, the content of a text, a number's digits, or the sign itself
 * @param at offset in the template
 */
record TagToken(Kind kind, String text, int at) {
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    /** {@code .}, {@code |}, {@code :}, {@code ,} or a comparison. */
    SIGN,
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isWord(String word) {
    return kind == Kind.NAME && text.equals(word);
  }

  /** How a mistake names it. */
  String shown() {
    return switch (kind) {
      case END -> "the end";
      case TEXT -> "a text in quotes";
      default -> text;
    };
  }
}
