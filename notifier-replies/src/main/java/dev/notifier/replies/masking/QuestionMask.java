package dev.notifier.replies.masking;

import dev.notifier.replies.text.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Replaces what says who has asked: numbers, identifiers, addresses, and what is probably a name.
 * It takes some other words for names; it does not find every name, above all not a single word
 * without a capital letter. Thread-safe.
 */
public final class QuestionMask {
  /** Replaces one or more words. */
  public static final String MASK = "#";

  /** The longest masked text, in UTF-16 units. */
  public static final int MAX_UNITS = 320;

  /** The longest group, in UTF-16 units. */
  public static final int MAX_GROUP_UNITS = 160;

  /** Longer words are no words of a question. */
  private static final int MAX_WORD_UNITS = 40;

  /** Digits of neighbouring words that name something, such as a number in groups of two. */
  private static final int MAX_NEIGHBOURING_DIGITS = 4;

  private QuestionMask() {}

  /** Returns the text without these words; never throws. */
  public static String mask(String text) {
    String read = text.length() > MAX_UNITS ? text.substring(0, MAX_UNITS) : text;
    List<MaskedWord> words = new ArrayList<>();
    for (String word : read.strip().split("(?U)[\\s\\p{Cntrl}]+", -1)) {
      words.add(MaskedWord.of(word));
    }
    boolean[] masked = new boolean[words.size()];
    for (int i = 0; i < masked.length; i++) {
      MaskedWord word = words.get(i);
      masked[i] = word.isIdentifier() || word.text().length() > MAX_WORD_UNITS;
    }
    markNeighbouringDigits(words, masked);
    NameRules.mark(words, masked);
    return join(words, masked);
  }

  private static void markNeighbouringDigits(List<MaskedWord> words, boolean[] masked) {
    int from = 0;
    while (from < masked.length) {
      int end = from;
      int digits = 0;
      while (end < masked.length && words.get(end).digits() > 0) {
        digits += words.get(end).digits();
        end++;
      }
      for (int i = from; i < end && digits > MAX_NEIGHBOURING_DIGITS; i++) {
        masked[i] = true;
      }
      from = Math.max(end, from + 1);
    }
  }

  private static String join(List<MaskedWord> words, boolean[] masked) {
    StringBuilder joined = new StringBuilder();
    boolean last = false;
    for (int i = 0; i < masked.length; i++) {
      if (!(masked[i] && last)) {
        joined.append(joined.isEmpty() ? "" : " ").append(masked[i] ? MASK : words.get(i).text());
      }
      last = masked[i];
    }
    return joined.toString();
  }

  /**
   * Returns what equal questions have in common: the words without diacritics and marks, in small
   * letters.
   *
   * @param masked the result of {@link #mask}
   */
  public static String group(String masked) {
    String words =
        Folding.fold(masked)
            .replaceAll("(?U)[^\\p{L}\\p{M}\\p{N}#]+", " ")
            .strip()
            .toLowerCase(Locale.ROOT);
    return words.length() > MAX_GROUP_UNITS ? words.substring(0, MAX_GROUP_UNITS) : words;
  }
}
