package dev.notifier.templates.link;

/**
 * A text as browsers map it before they read a link (UTS 46, section 4): full-width characters
 * count as ASCII, and every full stop as a dot. Positions are those of the original text.
 */
record LinkText(String text) {
  /** Characters before it are not changed. */
  private static final char FIRST_MAPPED = '\u2024';

  private static final char FULL_WIDTH_START = '\uFF01';
  private static final char FULL_WIDTH_END = '\uFF5E';
  private static final int FULL_WIDTH_TO_ASCII = FULL_WIDTH_START - '!';

  /** Returned for a position before the start or after the end; it is no part of a link. */
  private static final char NONE = ' ';

  int length() {
    return text.length();
  }

  /** Returns the mapped character; a blank outside of the text. */
  char at(int index) {
    if (index < 0 || index >= text.length()) {
      return NONE;
    }
    char c = text.charAt(index);
    return c < FIRST_MAPPED ? c : mapped(c);
  }

  private static char mapped(char c) {
    if (c >= FULL_WIDTH_START && c <= FULL_WIDTH_END) {
      return (char) (c - FULL_WIDTH_TO_ASCII);
    }
    return switch (c) {
      case '\u3002', '\uFF61', '\u2024', '\uFE52' -> '.';
      default -> c;
    };
  }

  String substring(int from, int to) {
    int i = from;
    while (i < to && text.charAt(i) < FIRST_MAPPED) {
      i++;
    }
    return i == to ? text.substring(from, to) : mapped(from, to);
  }

  private String mapped(int from, int to) {
    StringBuilder out = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      out.append(at(i));
    }
    return out.toString();
  }

  boolean isVisible(int index) {
    char c = at(index);
    return c > ' ' && !Character.isSpaceChar(c);
  }

  boolean isDigit(int index) {
    char c = at(index);
    return c >= '0' && c <= '9';
  }

  boolean isHyphen(int index) {
    char c = at(index);
    return c == '-' || c == '_';
  }

  boolean isLetterOrDigitAt(int index) {
    return index < text.length() && Character.isLetterOrDigit(text.codePointAt(index));
  }

  boolean isLetterAt(int index) {
    return index < text.length() && Character.isLetter(text.codePointAt(index));
  }

  boolean isLetterOrDigitBefore(int index) {
    return index > 0 && Character.isLetterOrDigit(text.codePointBefore(index));
  }

  /** Returns where the label that contains or follows this position ends. */
  int labelEnd(int from) {
    int end = from;
    while (end < text.length() && isInLabel(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  /** Returns where the label that ends here starts. */
  int labelStart(int end) {
    int start = end;
    while (start > 0 && isInLabel(text.codePointBefore(start))) {
      start -= Character.charCount(text.codePointBefore(start));
    }
    return start;
  }

  private static boolean isInLabel(int codePoint) {
    if (codePoint < 0x80) {
      return (codePoint >= 'a' && codePoint <= 'z')
          || (codePoint >= 'A' && codePoint <= 'Z')
          || (codePoint >= '0' && codePoint <= '9')
          || codePoint == '-'
          || codePoint == '_';
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default ->
          Character.isLetterOrDigit(codePoint) || codePoint == '\uFF0D' || codePoint == '\uFF3F';
    };
  }
}
