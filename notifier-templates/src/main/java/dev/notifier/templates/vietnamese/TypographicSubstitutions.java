package dev.notifier.templates.vietnamese;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces typographic characters that word processors and phones write and GSM 03.38 lacks: a
 * single one would make a whole message UCS-2. Thread-safe.
 */
public final class TypographicSubstitutions {
  /** The encoding that the text is intended for. */
  public enum Form {
    /** Every character of the table is replaced. */
    GSM7,
    /** UCS-2 in any case: a character whose plain form is longer is kept. */
    UCS2
  }

  /** Receives each substitution. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Receives a substitution.
     *
     * @param index of the character in the original text, in UTF-16 units
     * @param sentIndex of the replacement in the new text, in UTF-16 units
     * @param replacement what replaces it; empty if it is removed
     */
    void substituted(int index, int sentIndex, char character, String replacement);
  }

  /**
   * A row of the table. A replacement with a blank at its start or end is a separate word.
   *
   * @param characters all have the same replacement
   * @param gsm7 the replacement
   * @param ucs2 the replacement in a text that is UCS-2 in any case; null = the character is kept
   * @param inEveryScript whether it is also replaced in texts with another script
   */
  private record Row(
      String characters, String gsm7, @Nullable String ucs2, boolean inEveryScript) {}

  private static final List<Row> TABLE =
      List.of(
          always("“”„‟″«»", "\""),
          always("‘’‚‛′´ʼ`", "'"),
          always("‐‑‒–—―−•", "-"),
          always("·", "."),
          always("×", "x"),
          onlyInGsm7("÷", "-"),
          onlyInGsm7("…", "..."),
          onlyInGsm7("°", " do"),
          onlyInGsm7("№", "So "),
          onlyInGsm7("¼", "1/4"),
          onlyInGsm7("½", "1/2"),
          onlyInGsm7("¾", "3/4"),
          onlyInGsm7("¹", "1"),
          onlyInGsm7("²", "2"),
          onlyInGsm7("³", "3"),
          onlyInGsm7("©", "(C)"),
          onlyInGsm7("®", "(R)"),
          onlyInGsm7("™", "(TM)"),
          always("ﬀ", "ff"),
          always("ﬁ", "fi"),
          always("ﬂ", "fl"),
          always("ﬃ", "ffi"),
          always("ﬄ", "ffl"),
          new Row("₫", " dong ", " đồng ", false),
          new Row("\t\u00A0", " ", " ", true),
          // Blanks of other widths, line and paragraph separators.
          always("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A", " "),
          always("\u2028\u2029\u202F\u205F\u3000", " "),
          // Joiners and Khmer word breaks shape or separate words in other scripts.
          always("\u200B\u200C\u200D\u2060", ""),
          // A byte order mark and a soft hyphen, then direction marks: all invisible.
          new Row("\uFEFF\u00AD", "", "", true),
          always("\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069", ""));

  private static final Map<Character, Row> ROWS = rowsByCharacter();

  private static final char FULL_WIDTH_START = '！';
  private static final char FULL_WIDTH_END = '～';
  private static final int FULL_WIDTH_TO_ASCII = '！' - '!';

  private TypographicSubstitutions() {}

  private static Row always(String characters, String replacement) {
    return new Row(characters, replacement, replacement, false);
  }

  private static Row onlyInGsm7(String characters, String replacement) {
    return new Row(characters, replacement, null, false);
  }

  private static Map<Character, Row> rowsByCharacter() {
    Map<Character, Row> rows = new HashMap<>();
    for (Row row : TABLE) {
      row.characters().chars().forEach(character -> rows.put((char) character, row));
    }
    return Map.copyOf(rows);
  }

  /**
   * Returns the text with its typographic characters replaced; the same object if there are none.
   * In a text with another script nearly all are kept: it is UCS-2 in any case, and there they have
   * a meaning.
   *
   * @param text in NFC
   */
  public static String apply(String text, Form form, Listener listener) {
    int first = firstCandidate(text);
    if (first < 0) {
      return text;
    }
    boolean otherScript = containsOtherScript(text);
    StringBuilder out = new StringBuilder(text.length() + 8).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      String replacement = isCandidate(c) ? replacementFor(text, i, form, otherScript) : null;
      if (replacement == null) {
        out.append(c);
      } else {
        String shown = shown(replacement);
        int sentIndex = appendReplacement(out, replacement, text, i + 1);
        listener.substituted(i, sentIndex, c, shown);
      }
    }
    return out.toString();
  }

  private static @Nullable String replacementFor(
      String text, int index, Form form, boolean otherScript) {
    char c = text.charAt(index);
    if (c >= FULL_WIDTH_START && c <= FULL_WIDTH_END) {
      return otherScript ? null : String.valueOf((char) (c - FULL_WIDTH_TO_ASCII));
    }
    Row row = ROWS.get(c);
    if (row == null || (otherScript && !row.inEveryScript())) {
      return null;
    }
    if (c == '`' && CodeDetector.isInCode(text, index)) {
      return null;
    }
    return form == Form.GSM7 ? row.gsm7() : row.ucs2();
  }

  /**
   * Appends a replacement. Its leading and trailing blanks are written only where there is no blank
   * yet, and the trailing one only before a letter or digit.
   *
   * @param next index in the text of the character that follows
   * @return where the replacement, without those blanks, starts in the output
   */
  public static int appendReplacement(
      StringBuilder out, String replacement, String text, int next) {
    if (replacement.length() < 2) {
      out.append(replacement);
      return out.length() - replacement.length();
    }
    boolean afterBlank = out.isEmpty() || Character.isSpaceChar(out.charAt(out.length() - 1));
    if (replacement.startsWith(" ") && !afterBlank) {
      out.append(' ');
    }
    int start = out.length();
    out.append(replacement.strip());
    boolean beforeWord = next < text.length() && Character.isLetterOrDigit(text.charAt(next));
    if (replacement.endsWith(" ") && beforeWord) {
      out.append(' ');
    }
    return start;
  }

  /** Returns a replacement without the blanks of a separate word; a blank itself stays. */
  public static String shown(String replacement) {
    return replacement.length() < 2 ? replacement : replacement.strip();
  }

  private static int firstCandidate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isCandidate(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** A quick check: nearly all characters are letters and need no look-up in the table. */
  private static boolean isCandidate(char c) {
    if (c < 0x80) {
      return c == '`' || c == '\t';
    }
    if (c < 0x2000) {
      return c < 0xC0 || c == '×' || c == '÷' || c == 'ʼ';
    }
    return c <= 0x2212 || c == '\u3000' || c >= 0xFB00;
  }

  static boolean containsOtherScript(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isOtherScript(text.charAt(i)) || Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static boolean isOtherScript(char c) {
    // Nearly all characters, without a look-up in Unicode's tables.
    if (c < 0x0300 || (c >= 0x1E00 && c < 0x1F00)) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case LATIN, COMMON, INHERITED, UNKNOWN -> false;
      default -> true;
    };
  }
}
