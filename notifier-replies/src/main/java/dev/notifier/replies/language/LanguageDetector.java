package dev.notifier.replies.language;

import dev.notifier.templates.vietnamese.Diacritics;
import java.util.Locale;

/**
 * Finds the language of an inbound text: by script, then by frequent syllables, then the fallback.
 * Texts without diacritics and in chat style are recognised. Tày, Nùng and Mông without diacritics
 * look like Vietnamese; a text with several of their words is theirs, or uncertain. Thread-safe;
 * reads at most {@value #MAX_UNITS} characters.
 */
public final class LanguageDetector {
  /** What is read of a text, in UTF-16 units. */
  public static final int MAX_UNITS = 640;

  /** A language whose score is lower than this share of the best one does not count. */
  private static final double RIVAL_SHARE = 0.4;

  /** The same for a related language, which shares many words. */
  private static final double RELATIVE_SHARE = 0.85;

  /** The score of a text that shows its language: two or three frequent words. */
  private static final double CERTAIN_SCORE = 1.8;

  /** The score of a short text that confirms the fallback. */
  private static final double CONFIRMING_SCORE = 0.9;

  /** The lowest mean score of a word; a text with many unknown words has a lower one. */
  private static final double CERTAIN_MEAN = 0.38;

  private final LanguageWords words = new LanguageWords();

  /**
   * Returns the language of the text.
   *
   * @param fallback the language of the last message to the number, which short texts confirm
   */
  public DetectedLanguage detect(String text, String fallback) {
    String bounded = text.length() > MAX_UNITS ? text.substring(0, MAX_UNITS) : text;
    String script = Scripts.languageOf(bounded);
    if (script != null) {
      return script.equals(Scripts.KHMER)
          ? DetectedLanguage.certain(script)
          : DetectedLanguage.uncertain(script);
    }
    LanguageScores scores = new LanguageScores(words);
    String lower = Diacritics.composed(bounded).toLowerCase(Locale.ROOT);
    for (int start = 0; start < lower.length(); ) {
      int end = start;
      while (end < lower.length() && isWordCharacter(lower.charAt(end))) {
        end++;
      }
      if (end > start) {
        scores.add(lower.substring(start, end));
      }
      start = end + 1;
    }
    return decide(scores, fallback);
  }

  private static DetectedLanguage decide(LanguageScores scores, String fallback) {
    int best = scores.best();
    String language = LanguageWords.LANGUAGES.get(best);
    double score = scores.of(best);
    if (score < CONFIRMING_SCORE) {
      return DetectedLanguage.uncertain(fallback);
    }
    boolean clear =
        scores.rivalOf(best) < RIVAL_SHARE * score
            && scores.relativeScoreOf(best) < RELATIVE_SHARE * score
            && score >= CERTAIN_MEAN * scores.words();
    if (!clear) {
      return DetectedLanguage.uncertain(language);
    }
    return score >= CERTAIN_SCORE || language.equals(fallback)
        ? DetectedLanguage.certain(language)
        : DetectedLanguage.uncertain(language);
  }

  private static boolean isWordCharacter(char c) {
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c) || type == Character.NON_SPACING_MARK;
  }
}
