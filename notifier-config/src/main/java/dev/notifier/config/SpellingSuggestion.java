package dev.notifier.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the known word that is closest to a misspelt one. */
final class SpellingSuggestion {
  private static final int MAX_EDITS = 3;

  private SpellingSuggestion() {}

  /** Returns the closest known word, unless it differs too much. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> edits(word, candidate) <= allowed(word, candidate))
        .min(Comparator.comparingInt((String candidate) -> edits(word, candidate)));
  }

  /** At most a third of the shorter word may differ: "host" is not a misspelling of "port". */
  private static int allowed(String word, String candidate) {
    return Math.min(MAX_EDITS, Math.max(1, Math.min(word.length(), candidate.length()) / 3));
  }

  /** The Levenshtein distance: the number of letters to insert, delete or replace. */
  static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
