package dev.notifier.templates.vietnamese;

import java.lang.Character.UnicodeScript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs that word processors and phones write and GSM 03.38 lacks, and what stands for them: a
 * single one would turn a whole message into UCS-2. Thread-safe.
 */
public final class TypographicSubstitutions {
  /** What the text travels as once its signs are swapped. */
  public enum Form {
    /** Every sign of the table has to go. */
    GSM7,
    /** UCS-2 whatever the signs: one whose plain form is longer stays. */
    UCS2
  }

  /** Is told what was swapped. */
  @FunctionalInterface
  public interface Sink {
    /**
     * @param index of the sign in the text before, in UTF-16 units
     * @param by what stands for it now; empty where it was removed
     */
    void swapped(int index, char sign, String by);
  }

  /**
   * A row of the table. A form with a blank at its start or end is a word of its own.
   *
   * @param signs each of them is swapped for the same
   * @param gsm7 what stands for it
   * @param ucs2 the same in a text that is UCS-2 anyway; null = the sign stays
   * @param inEveryScript whether it goes from a text in another script, too
   */
  private record Row(String signs, String gsm7, @Nullable String ucs2, boolean inEveryScript) {}

  private static final List<Row> TABLE =
      List.of(
          same("“”„‟″«»", "\""),
          same("‘’‚‛′´ʼ`", "'"),
          same("‐‑‒–—―−•", "-"),
          same("·", "."),
          same("×", "x"),
          stays("÷", "-"),
          stays("…", "..."),
          stays("°", " do"),
          stays("№", "So "),
          stays("¼", "1/4"),
          stays("½", "1/2"),
          stays("¾", "3/4"),
          stays("¹", "1"),
          stays("²", "2"),
          stays("³", "3"),
          stays("©", "(C)"),
          stays("®", "(R)"),
          stays("™", "(TM)"),
          same("ﬀ", "ff"),
          same("ﬁ", "fi"),
          same("ﬂ", "fl"),
          same("ﬃ", "ffi"),
          same("ﬄ", "ffl"),
          new Row("₫", " dong ", " đồng ", false),
          new Row("\t\u00A0", " ", " ", true),
          // Blanks of other widths, line and paragraph separators.
          same("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A", " "),
          same("\u2028\u2029\u202F\u205F\u3000", " "),
          // Joiners and the word breaks of Khmer shape or part words in other scripts.
          same("\u200B\u200C\u200D\u2060", ""),
          // A byte order mark, a soft hyphen, and marks of direction, which nobody sees either.
          new Row("\uFEFF\u00AD", "", "", true),
          same("\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069", ""));

  private static final Map<Character, Row> BY_SIGN = bySign();

  private static final char FULL_WIDTH_START = '！';
  private static final char FULL_WIDTH_END = '～';
  private static final int FULL_WIDTH_TO_ASCII = '！' - '!';

  private TypographicSubstitutions() {}

  private static Row same(String signs, String by) {
    return new Row(signs, by, by, false);
  }

  private static Row stays(String signs, String by) {
    return new Row(signs, by, null, false);
  }

  private static Map<Character, Row> bySign() {
    Map<Character, Row> rows = new HashMap<>();
    for (Row row : TABLE) {
      row.signs().chars().forEach(sign -> rows.put((char) sign, row));
    }
    return Map.copyOf(rows);
  }

  /**
   * The text with its signs swapped; the same object where there is none. In a text that holds
   * another script nearly all stay: it is UCS-2 anyway, and there they have their meaning.
   *
   * @param text in NFC
   */
  public static String swap(String text, Form form, Sink sink) {
    int first = firstSign(text);
    if (first < 0) {
      return text;
    }
    boolean otherScript = holdsOtherScript(text);
    StringBuilder out = new StringBuilder(text.length() + 8).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      String by = isCandidate(c) ? standIn(text, i, form, otherScript) : null;
      if (by == null) {
        out.append(c);
      } else {
        sink.swapped(i, c, by.strip());
        appendSpaced(out, by, text, i + 1);
      }
    }
    return out.toString();
  }

  private static @Nullable String standIn(String text, int index, Form form, boolean otherScript) {
    char c = text.charAt(index);
    if (c >= FULL_WIDTH_START && c <= FULL_WIDTH_END) {
      return otherScript ? null : String.valueOf((char) (c - FULL_WIDTH_TO_ASCII));
    }
    Row row = BY_SIGN.get(c);
    if (row == null || (otherScript && !row.inEveryScript())) {
      return null;
    }
    if (c == '`' && CodeDetector.isInCode(text, index)) {
      return null;
    }
    return form == Form.GSM7 ? row.gsm7() : row.ucs2();
  }

  /**
   * Appends a stand-in; its blanks at the ends are made only where none stands there, and the one
   * behind only before a letter or digit.
   *
   * @param next index in the text of what follows
   */
  public static void appendSpaced(StringBuilder out, String by, String text, int next) {
    if (by.length() < 2) {
      out.append(by);
      return;
    }
    boolean atBlank = out.isEmpty() || Character.isSpaceChar(out.charAt(out.length() - 1));
    if (by.startsWith(" ") && !atBlank) {
      out.append(' ');
    }
    out.append(by.strip());
    boolean beforeWord = next < text.length() && Character.isLetterOrDigit(text.charAt(next));
    if (by.endsWith(" ") && beforeWord) {
      out.append(' ');
    }
  }

  private static int firstSign(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isCandidate(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Nearly all characters of our texts are letters, and need no look into the table. */
  private static boolean isCandidate(char c) {
    if (c < 0x80) {
      return c == '`' || c == '\t';
    }
    if (c < 0x2000) {
      return c < 0xC0 || c == '×' || c == '÷' || c == 'ʼ';
    }
    return c <= 0x2212 || c == '\u3000' || c >= 0xFB00;
  }

  static boolean holdsOtherScript(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isOtherScript(text.charAt(i)) || Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  static boolean isOtherScript(char c) {
    // Nearly all characters of our texts, without a look into Unicode's tables.
    if (c < 0x0300 || (c >= 0x1E00 && c < 0x1F00)) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case LATIN, COMMON, INHERITED, UNKNOWN -> false;
      default -> true;
    };
  }
}
