package dev.notifier.config.names;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the known word that is closest to a misspelt one. */
public final class SpellingSuggestion {
  private static final int MAX_EDITS = 3;

  private SpellingSuggestion() {}

  /** Returns the closest known word, unless it differs too much. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> edits(word, candidate) <= allowed(word, candidate))
        .min(Comparator.comparingInt((String candidate) -> edits(word, candidate)));
  }

  /** At most a third of the shorter word may differ: "host" is not a misspelling of "port". */
  private static int allowed(String word, String candidate) {
    return Math.min(MAX_EDITS, Math.max(1, Math.min(word.length(), candidate.length()) / 3));
  }

  /** The number of letters to insert, delete, replace or exchange with the next one. */
  public static int edits(String a, String b) {
    int[][] distance = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        distance[i][j] = i == 0 || j == 0 ? i + j : edits(distance, a, i, b, j);
      }
    }
    return distance[a.length()][b.length()];
  }

  /** Of the first {@code i} letters of one word and the first {@code j} of the other. */
  private static int edits(int[][] distance, String a, int i, String b, int j) {
    int replaced = distance[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int fewest = Math.min(replaced, Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(fewest, distance[i - 2][j - 2] + 1) : fewest;
  }
}
