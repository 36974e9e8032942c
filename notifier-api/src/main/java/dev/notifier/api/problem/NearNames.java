package dev.notifier.api.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Suggests existing names that resemble an unknown one. Never lists all names, because there may be
 * thousands of them, and every event of a batch may have an unknown one.
 */
public final class NearNames {
  private static final int MAX_EDITS = 3;
  private static final int MAX_CHARACTERS = 100;
  private static final int MAX_SUGGESTIONS = 3;

  private NearNames() {}

  /** Returns a sentence with at most three names, after a blank; empty if no name is near. */
  public static String suggestion(String unknown, Collection<String> known) {
    List<String> near = new ArrayList<>();
    if (unknown.length() > MAX_CHARACTERS) {
      return "";
    }
    for (int edits = 1; edits <= allowed(unknown) && near.isEmpty(); edits++) {
      for (String name : known) {
        if (near.size() < MAX_SUGGESTIONS && isWithin(unknown, name, edits)) {
          near.add(name);
        }
      }
    }
    return near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
  }

  /** At most a third of the letters may differ. */
  private static int allowed(String word) {
    return Math.min(MAX_EDITS, Math.max(1, word.length() / 3));
  }

  /**
   * Whether a number of insertions, deletions and replacements of letters turns one word into the
   * other. Visits only the cells that can be within the limit.
   */
  static boolean isWithin(String a, String b, int edits) {
    if (Math.abs(a.length() - b.length()) > edits) {
      return false;
    }
    int far = edits + 1;
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = Math.min(j, far);
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      Arrays.fill(row, far);
      row[0] = Math.min(i, far);
      int fewest = row[0];
      for (int j = Math.max(1, i - edits); j <= Math.min(b.length(), i + edits); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(far, Math.min(replaced, Math.min(above[j], row[j - 1]) + 1));
        fewest = Math.min(fewest, row[j]);
      }
      if (fewest > edits) {
        return false;
      }
      above = row;
    }
    return above[b.length()] <= edits;
  }
}
