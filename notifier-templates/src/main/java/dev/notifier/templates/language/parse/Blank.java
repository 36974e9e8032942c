package dev.notifier.templates.language.parse;

/**
 * Blanks of any kind. Word processors and web pages write no-break spaces and zero-width blanks
 * that authors cannot see, so inside tags they count as blanks.
 */
public final class Blank {
  private Blank() {}

  /** Whether it is whitespace, a space of any width, or an invisible joiner between words. */
  public static boolean is(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\u200B'
        || c == '\u2060'
        || c == '\u180E'
        || c == '\uFEFF';
  }

  /** Whether there is nothing but blanks. */
  public static boolean isAll(String text) {
    return text.codePoints().allMatch(Blank::is);
  }

  static String strip(String text) {
    int start = 0;
    while (start < text.length() && is(text.charAt(start))) {
      start++;
    }
    return text.substring(start, endWithout(text, start));
  }

  /** Returns where the text ends without the blanks at its end. */
  static int endWithout(String text, int from) {
    int end = text.length();
    while (end > from && is(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }
}
