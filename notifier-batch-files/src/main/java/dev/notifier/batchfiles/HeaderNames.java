package dev.notifier.batchfiles;

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
    Normalizer.normalize(name, Normalizer.Form.NFC)
        .codePoints()
        .forEach(c -> {
          if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            shown.append(' ');
          } else if (isStorable(c) && Character.getType(c) != Character.FORMAT) {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString().strip();
  }

  /**
   * Whether all of a name can be stored as JSON in PostgreSQL, and be shown: it has no control
   * characters, and no half of a character.
   */
  public static boolean isStorable(String name) {
    return name.codePoints().allMatch(HeaderNames::isStorable);
  }

  /** Returns a sample of a file without what cannot be stored; tabs remain. */
  public static String sample(String text) {
    StringBuilder sample = new StringBuilder(text.length());
    text.codePoints().filter(c -> c == '\t' || isStorable(c)).forEach(sample::appendCodePoint);
    return sample.toString();
  }

  private static boolean isStorable(int c) {
    return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
  }
}
