package dev.notifier.replies.text;

import dev.notifier.templates.vietnamese.Diacritics;
import java.util.Locale;

/**
 * Writes an inbound text in one form: composed (NFC), without Vietnamese diacritics, in upper case,
 * with one space between words and without the quotation marks, brackets and final stops that
 * people type or copy from a leaflet. Thread-safe.
 */
public final class Folding {
  private static final String BLANKS = "_<>{}[]\"'“”‘’«»;:\u00A0";
  private static final String FINAL_MARKS = ".!?,…";

  private Folding() {}

  /** Returns the folded text; empty if the text has only blanks and marks. */
  public static String fold(String text) {
    String letters = Diacritics.strip(text).toUpperCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(letters.length());
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      boolean blank = Character.isWhitespace(c) || BLANKS.indexOf(c) >= 0;
      if (!blank) {
        folded.append(c);
      } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
        folded.append(' ');
      }
    }
    int end = folded.length();
    while (end > 0 && isFinal(folded.charAt(end - 1))) {
      end--;
    }
    return folded.substring(0, end);
  }

  private static boolean isFinal(char c) {
    return c == ' ' || FINAL_MARKS.indexOf(c) >= 0;
  }
}
