package dev.notifier.templates.language.program;

import java.text.Normalizer;

/** Checks and cleans the texts of an event before they are written into a message. */
public final class ValueSanitizer {
  /** The longest text of a value, in UTF-16 units. */
  static final int MAX_UNITS = 1_000;

  /** See {@link CompiledProgram#OUTLINE_CHARACTER}. */
  static final char OUTLINE_CHARACTER = '\uE000';

  private static final char FIRST_COMBINING = '\u0300';
  private static final char LATIN_EXTENDED_START = '\u1E00';
  private static final char LATIN_EXTENDED_END = '\u1EFF';

  private ValueSanitizer() {}

  /**
   * Returns the text in NFC, without leading and trailing blanks, with each run of blanks reduced
   * to one.
   */
  static String normalize(String raw) {
    String text = Normalizer.normalize(trim(raw), Normalizer.Form.NFC);
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && isBlank(text.charAt(end))) {
        end++;
      }
      if (end - i > 1) {
        out.append(' ');
        i = end;
      } else {
        out.append(text.charAt(i));
        i++;
      }
    }
    return out.toString();
  }

  /** Removes blanks of any kind at both ends, no-break spaces included. */
  private static String trim(String raw) {
    int from = 0;
    int to = raw.length();
    while (from < to && isSpace(raw.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(raw.charAt(to - 1))) {
      to--;
    }
    return raw.substring(from, to);
  }

  /** Whether the text is empty or consists only of blanks. */
  static boolean isBlank(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (!isSpace(raw.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Keeps whitespace, so that the same characters are stripped from the ends of the text and its
   * outline.
   */
  static void appendOutline(StringBuilder out, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      out.append(Character.isWhitespace(c) ? c : OUTLINE_CHARACTER);
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || isBlank(c);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\u00A0';
  }

  /**
   * Whether the text needs no change, the case of nearly all texts: composed letters that NFC
   * leaves unchanged, all printable, no two blanks in a row, none at the ends. Such a text contains
   * no forbidden character.
   */
  static boolean isNormalized(String raw) {
    char before = ' ';
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == ' ' ? before == ' ' : !isPlain(c)) {
        return false;
      }
      before = c;
    }
    return before != ' ';
  }

  private static boolean isPlain(char c) {
    return (c > ' ' && c < 0x7F)
        || (c > 0xA0 && c < FIRST_COMBINING)
        || (c >= LATIN_EXTENDED_START && c <= LATIN_EXTENDED_END);
  }

  /** Returns the index of the first forbidden character, or -1. */
  static int firstForbidden(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i)) && text.charAt(i) != ' ') {
        int c = text.codePointAt(i);
        if (isForbidden(c)) {
          return i;
        }
        i += Character.charCount(c) - 1;
      }
    }
    return -1;
  }

  /**
   * Control characters, line and paragraph separators, direction overrides, lone surrogates, and
   * unassigned or private code points.
   */
  public static boolean isForbidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    };
  }
}
