package dev.notifier.replies.knowledge;

import dev.notifier.replies.text.Folding;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes terms of a text: folded, corrected, with synonyms replaced, without fillers and
 * identifiers. Thread-safe.
 */
final class QuestionParser {
  /** What is read of a text, in UTF-16 units: more than four segments. */
  static final int MAX_UNITS = 640;

  /** The most words that are read. */
  static final int MAX_WORDS = 96;

  /** Numbers with more digits are identifiers, amounts or phone numbers. */
  private static final int MAX_DIGITS = 4;

  private static final int MAX_WORD_UNITS = 24;

  private final Synonyms synonyms;
  private final SpellingCorrector corrector;

  QuestionParser(Synonyms synonyms, SpellingCorrector corrector) {
    this.synonyms = synonyms;
    this.corrector = corrector;
  }

  List<String> terms(String text) {
    List<String> words = words(text);
    words.replaceAll(corrector::correct);
    return synonyms.terms(words);
  }

  /** Returns the folded words of a text, without identifiers. */
  static List<String> words(String text) {
    String folded = Folding.fold(text.length() > MAX_UNITS ? text.substring(0, MAX_UNITS) : text);
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start < folded.length() && words.size() < MAX_WORDS) {
      int end = start;
      int digits = 0;
      while (end < folded.length() && Character.isLetterOrDigit(folded.charAt(end))) {
        digits += Character.isDigit(folded.charAt(end)) ? 1 : 0;
        end++;
      }
      if (end > start && digits <= MAX_DIGITS && end - start <= MAX_WORD_UNITS) {
        words.add(withoutLengthening(folded.substring(start, end), digits));
      }
      start = end + 1;
    }
    return words;
  }

  /** "LAMMM" is "LAM": three equal letters are emphasis. */
  private static String withoutLengthening(String word, int digits) {
    for (int i = 2; i < word.length() && digits == 0; i++) {
      if (word.charAt(i) == word.charAt(i - 1) && word.charAt(i) == word.charAt(i - 2)) {
        return squeezed(word);
      }
    }
    return word;
  }

  private static String squeezed(String word) {
    StringBuilder squeezed = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      if (i == 0 || word.charAt(i) != word.charAt(i - 1)) {
        squeezed.append(word.charAt(i));
      }
    }
    return squeezed.toString();
  }
}
