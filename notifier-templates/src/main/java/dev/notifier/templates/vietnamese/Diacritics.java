package dev.notifier.templates.vietnamese;

import java.text.Normalizer;

/**
 * Keeps or strips Vietnamese diacritics. Stripped, every Vietnamese text is GSM-7; other scripts
 * are unchanged. Thread-safe.
 */
public final class Diacritics {
  private static final int LATIN_START = 0x00C0;
  private static final int LATIN_END = 0x0250;
  private static final int FIRST_COMBINING = 0x0300;
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
      String decomposed = Normalizer.normalize(String.valueOf((char) c), Normalizer.Form.NFD);
      plain[c - from] =
          decomposed.charAt(0) < 0x80 ? decomposed.charAt(0) : plainUndecomposed((char) c);
    }
    return plain;
  }

  /** Letters that Unicode does not decompose: đ, its look-alikes, and others with a stroke. */
  private static char plainUndecomposed(char c) {
    return switch (c) {
      case 'đ', 'ð' -> 'd';
      case 'Đ', 'Ð', 'Ɖ' -> 'D';
      // Ê-đê and Gia Rai.
      case 'ƀ' -> 'b';
      case 'Ƀ' -> 'B';
      // Foreign names.
      case 'ł' -> 'l';
      case 'Ł' -> 'L';
      case 'ı' -> 'i';
      case 'ħ' -> 'h';
      case 'Ħ' -> 'H';
      case 'ŧ' -> 't';
      case 'Ŧ' -> 'T';
      default -> c;
    };
  }

  /** Returns the text in NFC; nearly every text already is and is returned unchanged. */
  public static String composed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_COMBINING && (c < LATIN_EXTENDED_START || c >= LATIN_EXTENDED_END)) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  /** Returns the text with its diacritics: composed (NFC), with look-alikes of đ replaced by đ. */
  public static String keep(String text) {
    if (isAscii(text)) {
      return text;
    }
    return composed(text).replace('ð', 'đ').replace('ɖ', 'đ').replace('Ð', 'Đ').replace('Ɖ', 'Đ');
  }

  /**
   * Returns the text without Vietnamese diacritics and with plain forms of typographic characters,
   * see {@link TypographicSubstitutions}. Invisible joiners are removed, except from a text with
   * another script: there they shape words, and removing them gains nothing.
   */
  public static String strip(String text) {
    return stripMarks(
        TypographicSubstitutions.apply(
            composed(text),
            TypographicSubstitutions.Form.GSM7,
            (index, sentIndex, character, replacement) -> {}));
  }

  /**
   * Returns the text without Vietnamese diacritics, otherwise unchanged.
   *
   * @param composed in NFC
   */
  public static String stripMarks(String composed) {
    if (isAscii(composed)) {
      return composed;
    }
    // Overwritten in place: the text never grows.
    char[] out = composed.toCharArray();
    int length = 0;
    boolean afterOtherLetter = false;
    for (char c : out) {
      if (c < 0x80) {
        out[length++] = c;
        afterOtherLetter = false;
      } else if (c >= 0x0300 && c < 0x0370) {
        if (afterOtherLetter) {
          out[length++] = c;
        }
      } else {
        out[length++] = plain(c);
        afterOtherLetter = TypographicSubstitutions.isOtherScript(c) || Character.isSurrogate(c);
      }
    }
    return new String(out, 0, length);
  }

  private static char plain(char c) {
    if (c >= LATIN_START && c < LATIN_END) {
      return PLAIN[c - LATIN_START];
    }
    if (c >= LATIN_EXTENDED_START && c < LATIN_EXTENDED_END) {
      return PLAIN_EXTENDED[c - LATIN_EXTENDED_START];
    }
    return c == 'ɖ' ? 'd' : c;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
