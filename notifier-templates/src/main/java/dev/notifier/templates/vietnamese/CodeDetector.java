package dev.notifier.templates.vietnamese;

/** Distinguishes codes from words: the characters of a code or password are never replaced. */
public final class CodeDetector {
  private CodeDetector() {}

  /**
   * Whether the characters between the blanks around this index include both a letter and a digit.
   */
  public static boolean isInCode(String text, int index) {
    boolean letter = false;
    boolean digit = false;
    for (int i = start(text, index); i < text.length() && !isBlank(text.charAt(i)); i++) {
      letter |= Character.isLetter(text.charAt(i));
      digit |= Character.isDigit(text.charAt(i));
    }
    return letter && digit;
  }

  private static int start(String text, int index) {
    int start = index;
    while (start > 0 && !isBlank(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
