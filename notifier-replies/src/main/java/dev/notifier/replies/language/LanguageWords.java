package dev.notifier.replies.language;

import dev.notifier.replies.text.WordFile;
import dev.notifier.templates.vietnamese.Diacritics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The frequent words of all languages. A word belongs to several languages, as bits of a mask. */
final class LanguageWords {
  /** The languages with word lists; the index is the bit. */
  static final List<String> LANGUAGES = List.of("vi", "en", "hmn", "tyz", "nut", "rad", "jra");

  private final Map<String, Integer> exact = new HashMap<>();
  private final Map<String, Integer> plain = new HashMap<>();
  private final Set<String> loans = new HashSet<>();

  LanguageWords() {
    for (int i = 0; i < LANGUAGES.size(); i++) {
      int bit = 1 << i;
      for (String word : WordFile.words(LanguageWords.class, LANGUAGES.get(i) + ".txt")) {
        String composed = Diacritics.composed(word).toLowerCase(Locale.ROOT);
        exact.merge(composed, bit, (a, b) -> a | b);
        plain.merge(Diacritics.stripMarks(composed), bit, (a, b) -> a | b);
      }
    }
    WordFile.words(LanguageWords.class, "loans.txt").stream()
        .map(Diacritics::stripMarks)
        .forEach(loans::add);
  }

  /** Returns whether other languages borrow the Vietnamese word. */
  boolean isLoan(String stripped) {
    return loans.contains(stripped);
  }

  /** Returns the languages that have the word with these diacritics. */
  int withMarks(String composed) {
    return exact.getOrDefault(composed, 0);
  }

  /** Returns the languages that have the word with any diacritics. */
  int withoutMarks(String stripped) {
    return plain.getOrDefault(stripped, 0);
  }
}
