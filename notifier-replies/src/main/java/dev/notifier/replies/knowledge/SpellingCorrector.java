package dev.notifier.replies.knowledge;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Corrects a word that no entry has to the one that differs in one letter: one more, one less,
 * another one, or two exchanged. Words with fewer than four letters, and words that are near
 * several, stay. Thread-safe.
 */
final class SpellingCorrector {
  private static final int MIN_LETTERS = 4;
  private static final String AMBIGUOUS = "";

  private final Set<String> known;

  /** By a form with one letter less; {@link #AMBIGUOUS} if several words have it. */
  private final Map<String, String> byShorterForm = new HashMap<>();

  SpellingCorrector(Set<String> known) {
    this.known = known;
    for (String word : new TreeSet<>(known)) {
      if (word.length() >= MIN_LETTERS) {
        put(word, word);
        for (int i = 0; i < word.length(); i++) {
          put(without(word, i), word);
        }
      }
    }
  }

  private void put(String form, String word) {
    byShorterForm.merge(form, word, (a, b) -> a.equals(b) ? a : AMBIGUOUS);
  }

  /** Returns the word, or the known one that was probably meant. */
  String correct(String word) {
    if (word.length() < MIN_LETTERS || known.contains(word)) {
      return word;
    }
    String found = byShorterForm.get(word);
    for (int i = 0; i < word.length() && found == null; i++) {
      found = byShorterForm.get(without(word, i));
    }
    if (found == null || found.equals(AMBIGUOUS)) {
      return word;
    }
    return found.length() != word.length() || areNear(word, found) ? found : word;
  }

  /** Two words of one length with a common shorter form may still differ in distant letters. */
  private static boolean areNear(String word, String other) {
    int differences = 0;
    for (int i = 0; i < word.length(); i++) {
      differences += word.charAt(i) == other.charAt(i) ? 0 : 1;
    }
    return differences <= 2;
  }

  private static String without(String word, int index) {
    return word.substring(0, index) + word.substring(index + 1);
  }
}
