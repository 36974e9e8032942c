package dev.notifier.templates.language.parse;

/**
 * A token of a tag.
 *
 * @param text a name, the content of a quoted text, the digits of a number, or the symbol itself
 * @param offset in the template
 */
record TagToken(Kind kind, String text, int offset) {
  enum Kind {
    NAME,
    TEXT,
    NUMBER,
    /** {@code .}, {@code |}, {@code :}, {@code ,} or a comparison. */
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.NAME && text.equals(keyword);
  }

  /** Describes the token in a diagnostic. */
  String describe() {
    return switch (kind) {
      case END -> "the end";
      case TEXT -> "a text in quotes";
      default -> text;
    };
  }
}
