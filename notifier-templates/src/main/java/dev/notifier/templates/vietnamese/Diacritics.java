package dev.notifier.templates.vietnamese;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/**
 * Vietnamese with and without its marks. Stripped, every Vietnamese text is GSM-7; other scripts
 * are left alone. Thread-safe.
 */
public final class Diacritics {
  private static final int LATIN_START = 0x00C0;
  private static final int LATIN_END = 0x0250;
  private static final int LATIN_EXTENDED_START = 0x1E00;
  private static final int LATIN_EXTENDED_END = 0x1F00;

  // The plain letter of each composed Latin letter, or the letter itself.
  private static final char[] PLAIN = plainLetters(LATIN_START, LATIN_END);
  private static final char[] PLAIN_EXTENDED =
      plainLetters(LATIN_EXTENDED_START, LATIN_EXTENDED_END);

  private Diacritics() {}

  private static char[] plainLetters(int from, int to) {
    char[] plain = new char[to - from];
    for (int c = from; c < to; c++) {
      String parts = Normalizer.normalize(String.valueOf((char) c), Normalizer.Form.NFD);
      plain[c - from] = parts.charAt(0) < 0x80 ? parts.charAt(0) : undecomposed((char) c);
    }
    return plain;
  }

  /** Letters that Unicode does not take apart: đ, its look-alikes, and ƀ of Ê-đê and Gia Rai. */
  private static char undecomposed(char c) {
    return switch (c) {
      case 'đ', 'ð' -> 'd';
      case 'Đ', 'Ð', 'Ɖ' -> 'D';
      case 'ƀ' -> 'b';
      case 'Ƀ' -> 'B';
      default -> c;
    };
  }

  /** The text as it is shown with its marks: composed (NFC), with look-alikes of đ made đ. */
  public static String keep(String text) {
    if (isAscii(text)) {
      return text;
    }
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .replace('ð', 'đ')
        .replace('Ð', 'Đ')
        .replace('Ɖ', 'Đ');
  }

  /**
   * The text without Vietnamese marks and with plain forms of typographic characters (quotes,
   * dashes, ellipsis, odd blanks, ₫). Invisible joiners go, except in a text that holds another
   * script: there they shape words and their loss would gain nothing.
   */
  public static String strip(String text) {
    if (isAscii(text) && text.indexOf('`') < 0 && text.indexOf('\t') < 0) {
      return text;
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    boolean otherScript = holdsOtherScript(composed);
    StringBuilder out = new StringBuilder(composed.length() + 8);
    boolean afterOtherLetter = false;
    for (int i = 0; i < composed.length(); i++) {
      char c = composed.charAt(i);
      if (c >= 0x0300 && c < 0x0370) {
        if (afterOtherLetter) {
          out.append(c);
        }
      } else if (isInvisible(c)) {
        if (otherScript && c != '\uFEFF' && c != '\u00AD') {
          out.append(c);
        }
      } else {
        append(out, c);
        afterOtherLetter = isOtherScript(c) || Character.isSurrogate(c);
      }
    }
    return out.toString();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean holdsOtherScript(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isOtherScript(text.charAt(i)) || Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOtherScript(char c) {
    // Nearly all characters of our texts, without a look into Unicode's tables.
    if (c < 0x0300 || (c >= LATIN_EXTENDED_START && c < LATIN_EXTENDED_END)) {
      return false;
    }
    return switch (UnicodeScript.of(c)) {
      case LATIN, COMMON, INHERITED, UNKNOWN -> false;
      default -> true;
    };
  }

  private static boolean isInvisible(char c) {
    return (c >= '\u200B' && c <= '\u200D') || c == '\u2060' || c == '\uFEFF' || c == '\u00AD';
  }

  private static void append(StringBuilder out, char c) {
    if (c >= LATIN_START && c < LATIN_END) {
      // × and ÷ stand among the letters.
      out.append(c == '×' ? 'x' : PLAIN[c - LATIN_START]);
    } else if (c >= LATIN_EXTENDED_START && c < LATIN_EXTENDED_END) {
      out.append(PLAIN_EXTENDED[c - LATIN_EXTENDED_START]);
    } else if (c < 0x80 && c != '`' && c != '\t') {
      out.append(c);
    } else {
      appendTypographic(out, c);
    }
  }

  private static void appendTypographic(StringBuilder out, char c) {
    switch (c) {
      case '“', '”', '„', '‟', '″', '«', '»' -> out.append('"');
      case '‘', '’', '‚', '‛', '′', '´', 'ʼ', '`' -> out.append('\'');
      case '‐', '‑', '‒', '–', '—', '―', '−', '•' -> out.append('-');
      case '…' -> out.append("...");
      case '·' -> out.append('.');
      case '№' -> out.append("So");
      case '¼' -> out.append("1/4");
      case '½' -> out.append("1/2");
      case '¾' -> out.append("3/4");
      case '₫' -> appendWord(out, "dong");
      case '°' -> appendWord(out, "do");
      case '\t' -> out.append(' ');
      default -> out.append(Character.isSpaceChar(c) ? ' ' : c);
    }
  }

  private static void appendWord(StringBuilder out, String word) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
      out.append(' ');
    }
    out.append(word);
  }
}
