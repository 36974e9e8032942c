package dev.notifier.api.templates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What changed from one text to another, word by word: the longest common subsequence stays. A
 * place where a value goes in counts as one word. Texts of at most some thousand words.
 */
final class WordDiff {
  private static final Pattern WORD =
      Pattern.compile("\\{\\{.*?}}|\\{%.*?%}|[^\\s{]+|\\{|\\s+", Pattern.DOTALL);
  private static final int MAX_WORDS = 4_000;

  private WordDiff() {}

  /** What a piece of text is. */
  enum Kind {
    SAME,
    REMOVED,
    ADDED
  }

  /** A piece of either text. */
  record Piece(Kind kind, String text) {}

  /** The pieces in order; those of one kind that follow each other are one. */
  static List<Piece> of(String from, String to) {
    List<String> before = words(from);
    List<String> after = words(to);
    if (before.size() > MAX_WORDS || after.size() > MAX_WORDS) {
      return List.of(new Piece(Kind.REMOVED, from), new Piece(Kind.ADDED, to));
    }
    int[][] common = common(before, after);
    List<Piece> pieces = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        add(pieces, Kind.SAME, before.get(i));
        i++;
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        add(pieces, Kind.REMOVED, before.get(i));
        i++;
      } else {
        add(pieces, Kind.ADDED, after.get(j));
        j++;
      }
    }
    return Collections.unmodifiableList(pieces);
  }

  /** In one line for people: {@code [-removed-]} and {@code {+added+}}. */
  static String readable(List<Piece> pieces) {
    StringBuilder line = new StringBuilder();
    for (Piece piece : pieces) {
      switch (piece.kind()) {
        case SAME -> line.append(piece.text());
        case REMOVED -> line.append("[-").append(piece.text()).append("-]");
        case ADDED -> line.append("{+").append(piece.text()).append("+}");
      }
    }
    return line.toString();
  }

  /** How many words the rests of both have in common, by where the rests begin. */
  private static int[][] common(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static void add(List<Piece> pieces, Kind kind, String text) {
    if (!pieces.isEmpty() && pieces.getLast().kind() == kind) {
      pieces.set(pieces.size() - 1, new Piece(kind, pieces.getLast().text() + text));
    } else {
      pieces.add(new Piece(kind, text));
    }
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    return words;
  }
}
