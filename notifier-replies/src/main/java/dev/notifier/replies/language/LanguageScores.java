package dev.notifier.replies.language;

import dev.notifier.templates.vietnamese.Diacritics;

/** What the words of one text say about its language. Not thread-safe. */
final class LanguageScores {
  private static final int VIETNAMESE = 0;
  private static final int ENGLISH = 1;
  private static final int MONG = 2;
  private static final int TAY = 3;
  private static final int NUNG = 4;
  private static final int EDE = 5;
  private static final int GIA_RAI = 6;
  private static final int VIETNAMESE_BIT = 1;

  /** A word that only one list has. */
  private static final double OWN_WORD = 1.3;

  private static final double FREQUENT_WORD = 1;

  /** A minority word that is Vietnamese too. */
  private static final double SHARED_WORD = 0.3;

  /** A word that Vietnamese and English both have. */
  private static final double BOTH_MAJOR = 0.6;

  /** A Vietnamese word that other languages borrow, such as insurance and hospital. */
  private static final double LOAN_WORD = 0.45;

  /** A frequent word, but with other diacritics. */
  private static final double OTHER_MARKS = 0.5;

  /** A syllable that is possible in Vietnamese. */
  private static final double POSSIBLE_SYLLABLE = 0.3;

  private static final double IMPOSSIBLE_SYLLABLE = -0.6;

  /** Letters of Ê-đê and Gia Rai that no Vietnamese word has. */
  private static final String HIGHLAND_LETTERS = "ƀčĕĭŏŭñ\u0306";

  /** The letters that write a tone at the end of a syllable of Mông. */
  private static final String MONG_TONES = "bjvsgdzxrlk";

  private final LanguageWords lists;
  private final double[] scores = new double[LanguageWords.LANGUAGES.size()];
  private int words;

  LanguageScores(LanguageWords lists) {
    this.lists = lists;
  }

  /**
   * Counts a word.
   *
   * @param word composed and in lower case
   */
  void add(String word) {
    if (hasDigit(word)) {
      return;
    }
    words++;
    String plain = Diacritics.stripMarks(word);
    boolean marked = !plain.equals(word);
    int languages = marked ? lists.withMarks(word) : lists.withoutMarks(plain);
    boolean vietnamese = (languages & VIETNAMESE_BIT) != 0;
    for (int i = 0; i < scores.length; i++) {
      if ((languages & 1 << i) != 0) {
        boolean loan = i == VIETNAMESE && lists.isLoan(plain);
        scores[i] += loan ? LOAN_WORD : weight(i, vietnamese, languages);
      }
    }
    if (!vietnamese) {
      addUnlisted(word, plain, marked, languages);
    }
  }

  private static double weight(int language, boolean vietnamese, int languages) {
    boolean english = (languages & 1 << ENGLISH) != 0;
    if (language == VIETNAMESE || language == ENGLISH) {
      return vietnamese && english ? BOTH_MAJOR : FREQUENT_WORD;
    }
    return vietnamese || english ? SHARED_WORD : OWN_WORD;
  }

  private void addUnlisted(String word, String plain, boolean marked, int languages) {
    if (marked && hasHighlandLetter(word)) {
      scores[EDE] += FREQUENT_WORD;
      scores[GIA_RAI] += FREQUENT_WORD;
      scores[VIETNAMESE] += IMPOSSIBLE_SYLLABLE;
    } else if (VietnameseSyllable.matches(plain)) {
      boolean otherMarks = marked && (lists.withoutMarks(plain) & VIETNAMESE_BIT) != 0;
      scores[VIETNAMESE] += languages != 0 ? 0 : otherMarks ? OTHER_MARKS : POSSIBLE_SYLLABLE;
    } else if (plain.length() > 1) {
      scores[VIETNAMESE] += IMPOSSIBLE_SYLLABLE;
      if (languages == 0 && MONG_TONES.indexOf(plain.charAt(plain.length() - 1)) >= 0) {
        scores[MONG] += POSSIBLE_SYLLABLE;
      }
    }
  }

  private static boolean hasDigit(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.isDigit(word.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasHighlandLetter(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (HIGHLAND_LETTERS.indexOf(word.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The number of words without digits. */
  int words() {
    return words;
  }

  double of(int language) {
    return scores[language];
  }

  /** Returns the language with the highest score; of equals the first. */
  int best() {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /** Returns the highest score of another language that is not a relative. */
  double rivalOf(int language) {
    double rival = 0;
    for (int i = 0; i < scores.length; i++) {
      if (i != language && i != relativeOf(language)) {
        rival = Math.max(rival, scores[i]);
      }
    }
    return rival;
  }

  /** Returns the score of the relative, which shares many words; 0 if there is none. */
  double relativeScoreOf(int language) {
    int relative = relativeOf(language);
    return relative < 0 ? 0 : scores[relative];
  }

  private static int relativeOf(int language) {
    return switch (language) {
      case TAY -> NUNG;
      case NUNG -> TAY;
      case EDE -> GIA_RAI;
      case GIA_RAI -> EDE;
      default -> -1;
    };
  }
}
