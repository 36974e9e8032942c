package dev.notifier.batchfiles.rows;

import dev.notifier.templates.vietnamese.Diacritics;
import java.text.Normalizer;
import java.util.Locale;

/** Compares names of columns as people write them. */
public final class HeaderNames {
  private HeaderNames() {}

  /**
   * Returns a name without case, diacritics, blanks and signs: {@code Số điện thoại (*)} is {@code
   * sodienthoai}.
   */
  public static String fold(String name) {
    String letters =
        Diacritics.stripMarks(Normalizer.normalize(name, Normalizer.Form.NFKC))
            .toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(letters.length());
    letters.codePoints().filter(Character::isLetterOrDigit).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /** Returns a name without invisible characters and line breaks, composed. */
  public static String shown(String name) {
    StringBuilder shown = new StringBuilder(name.length());
    for (char c : Normalizer.normalize(name, Normalizer.Form.NFC).toCharArray()) {
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        shown.append(' ');
      } else if (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT) {
        shown.append(c);
      }
    }
    return shown.toString().strip();
  }
}
