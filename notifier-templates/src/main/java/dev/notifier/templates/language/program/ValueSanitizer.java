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
  private static final char SOFT_HYPHEN = '\u00AD';
  private static final int NONE = -1;

  private ValueSanitizer() {}

  /**
   * Returns the text in NFC, without leading and trailing blanks, with each run of blanks, tabs and
   * line breaks reduced to one blank, and without invisible characters ({@link
   * InvisibleCharacter}).
   */
  static String normalize(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    boolean afterBlank = false;
    int c;
    for (int i = 0; i < raw.length(); i += Character.charCount(c)) {
      c = raw.codePointAt(i);
      if (InvisibleCharacter.isBlank(c)) {
        afterBlank = true;
      } else if (!InvisibleCharacter.isIgnorable(c)) {
        if (afterBlank && !out.isEmpty()) {
          out.append(' ');
        }
        out.appendCodePoint(c);
        afterBlank = false;
      } else if (!afterBlank && !out.isEmpty() && InvisibleCharacter.isJoiner(c)) {
        appendJoiner(out, c, nextVisible(raw, i + 1));
      }
    }
    return Normalizer.normalize(out, Normalizer.Form.NFC);
  }

  private static void appendJoiner(StringBuilder out, int joiner, int next) {
    if (InvisibleCharacter.usesJoiners(out.codePointBefore(out.length()))
        && next != NONE
        && InvisibleCharacter.usesJoiners(next)) {
      out.appendCodePoint(joiner);
    }
  }

  /** Returns the next code point that is kept in any case, or -1. */
  private static int nextVisible(String raw, int from) {
    int c;
    for (int i = from; i < raw.length(); i += Character.charCount(c)) {
      c = raw.codePointAt(i);
      if (!InvisibleCharacter.isIgnorable(c)) {
        return c;
      }
    }
    return NONE;
  }

  /** Whether {@link #normalize} leaves nothing of the text. */
  static boolean isBlank(String raw) {
    int c;
    for (int i = 0; i < raw.length(); i += Character.charCount(c)) {
      c = raw.codePointAt(i);
      if (!InvisibleCharacter.isBlank(c) && !InvisibleCharacter.isIgnorable(c)) {
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
        || (c > 0xA0 && c < FIRST_COMBINING && c != SOFT_HYPHEN)
        || (c >= LATIN_EXTENDED_START && c <= LATIN_EXTENDED_END);
  }

  /** Returns the first forbidden character, or -1. */
  static int firstForbidden(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i)) && text.charAt(i) != ' ') {
        int c = text.codePointAt(i);
        if (isForbidden(c)) {
          return c;
        }
        i += Character.charCount(c) - 1;
      }
    }
    return NONE;
  }

  /** Control characters, lone surrogates, and unassigned or private code points. */
  private static boolean isForbidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }

  /**
   * Whether authors may not write the character: what values may not contain, line and paragraph
   * separators, and direction overrides. Authors can correct their text, so nothing is removed.
   */
  public static boolean isForbiddenInTemplates(int c) {
    return isForbidden(c)
        || c == 0x2028
        || c == 0x2029
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
