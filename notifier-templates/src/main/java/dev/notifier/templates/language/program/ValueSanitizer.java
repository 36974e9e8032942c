package dev.notifier.templates.language.program;

import dev.notifier.templates.language.TemplateLanguage;
import java.text.Normalizer;

/** Texts of an event, as they may stand in a message. */
public final class ValueSanitizer {
  /** Longest text of one value, in UTF-16 units. */
  static final int MAX_UNITS = 1_000;

  private static final char FIRST_COMBINING = '\u0300';
  private static final char LATIN_EXTENDED_START = '\u1E00';
  private static final char LATIN_EXTENDED_END = '\u1EFF';

  private ValueSanitizer() {}

  /** The text in NFC, without blanks around it, runs of blanks made one. */
  static String tidy(String raw) {
    String text = Normalizer.normalize(trimmed(raw), Normalizer.Form.NFC);
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

  /** Without blanks of any kind at its ends; the one that breaks no line is one of them. */
  private static String trimmed(String raw) {
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

  /** Whether there is nothing to read. */
  static boolean isBlank(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (!isSpace(raw.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Blanks stay, so that what is stripped from the ends of the text is stripped from both. */
  static void appendOutline(StringBuilder out, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      out.append(Character.isWhitespace(c) ? c : TemplateLanguage.OUTLINED);
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || isBlank(c);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\u00A0';
  }

  /**
   * Whether nearly every text's case is this one's: composed letters that NFC leaves alone, all of
   * them printable, no two blanks, none at the ends. There is nothing to tidy and nothing
   * forbidden.
   */
  static boolean isTidy(String raw) {
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

  /** Where the first character stands that no message may carry, or -1. */
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
   * Controls, line and paragraph separators, direction overrides, lone surrogates, and what Unicode
   * has given no meaning.
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
