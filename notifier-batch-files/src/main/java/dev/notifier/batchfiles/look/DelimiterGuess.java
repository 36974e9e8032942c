package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.FileLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the delimiter whose number is the same in most rows, outside quotation marks. */
final class DelimiterGuess {
  private static final String CANDIDATES = ",;\t|";
  private static final double MIN_SHARE = 0.6;

  /**
   * A candidate.
   *
   * @param share of the rows that have the most frequent number of it
   * @param columns the most frequent number
   */
  private record Score(char delimiter, double share, int columns) {}

  /**
   * The result.
   *
   * @param choices the most likely first
   * @param certain whether there is one answer only
   */
  record Guess(List<Character> choices, boolean certain) {
    char best() {
      return choices.getFirst();
    }
  }

  private DelimiterGuess() {}

  /**
   * Looks at the head of a file.
   *
   * @param whole whether the text is the whole file, so that its last row is complete
   */
  static Guess of(String text, boolean whole) {
    List<int[]> rows = counts(text, whole);
    List<Score> scores = new ArrayList<>();
    for (int i = 0; i < CANDIDATES.length(); i++) {
      Score score = score(rows, i);
      if (score.columns() > 0) {
        scores.add(score);
      }
    }
    scores.sort(
        Comparator.comparingDouble(Score::share).thenComparingInt(Score::columns).reversed());
    if (scores.isEmpty()) {
      // One column needs no delimiter.
      return new Guess(List.of(','), true);
    }
    // A single candidate is right even where rows have different numbers of cells.
    boolean certain =
        scores.size() == 1
            || (scores.getFirst().share() >= MIN_SHARE && isBetter(scores.get(0), scores.get(1)));
    return new Guess(scores.stream().map(Score::delimiter).toList(), certain);
  }

  private static boolean isBetter(Score first, Score second) {
    return first.share() > second.share() || first.columns() > second.columns();
  }

  private static Score score(List<int[]> rows, int candidate) {
    Map<Integer, Integer> frequency = new HashMap<>();
    rows.forEach(counts -> frequency.merge(counts[candidate], 1, Integer::sum));
    frequency.remove(0);
    int best = 0;
    int rowsOfBest = 0;
    for (Map.Entry<Integer, Integer> each : frequency.entrySet()) {
      if (each.getValue() > rowsOfBest || (each.getValue() == rowsOfBest && each.getKey() > best)) {
        best = each.getKey();
        rowsOfBest = each.getValue();
      }
    }
    return new Score(
        CANDIDATES.charAt(candidate), (double) rowsOfBest / Math.max(1, rows.size()), best);
  }

  /** The number of each candidate in each row that is not blank. */
  private static List<int[]> counts(String text, boolean whole) {
    List<int[]> rows = new ArrayList<>();
    int[] row = new int[CANDIDATES.length()];
    boolean quoted = false;
    boolean blank = true;
    char before = '\n';
    for (int i = 0; i < text.length() && rows.size() < FileLimits.DELIMITER_ROWS; i++) {
      char c = text.charAt(i);
      int candidate = CANDIDATES.indexOf(c);
      if (c == '"') {
        if (quoted && isEscaped(text, i)) {
          i++;
        } else {
          quoted = !quoted && isStart(before);
        }
        blank = false;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        if (!blank) {
          rows.add(row);
          row = new int[CANDIDATES.length()];
          blank = true;
        }
      } else if (!quoted && candidate >= 0) {
        row[candidate]++;
        blank = false;
      } else {
        blank &= c == ' ';
      }
      before = c;
    }
    if (!blank && (whole || rows.isEmpty()) && rows.size() < FileLimits.DELIMITER_ROWS) {
      rows.add(row);
    }
    return rows;
  }

  private static boolean isStart(char before) {
    return before == '\n' || before == '\r' || CANDIDATES.indexOf(before) >= 0;
  }

  private static boolean isEscaped(String text, int quote) {
    return quote + 1 < text.length() && text.charAt(quote + 1) == '"';
  }
}
