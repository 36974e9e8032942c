package dev.notifier.api.templates;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares two texts word by word. A tag of the template language counts as one word. */
final class WordDiff {
  private static final Pattern WORD =
      Pattern.compile("\\{\\{.*?}}|\\{%.*?%}|[^\\s{]+|\\{|\\s+", Pattern.DOTALL);

  /** The time of a comparison grows with the words of one text times those of the other. */
  private static final long MAX_STEPS = 16_000_000;

  private WordDiff() {}

  /** The kind of change to a piece of text. */
  enum Kind {
    @JsonProperty("same")
    SAME,
    @JsonProperty("removed")
    REMOVED,
    @JsonProperty("added")
    ADDED
  }

  /** A piece of either text. */
  record Piece(Kind kind, String text) {}

  /** The work that the texts of one request may need together. Not thread-safe. */
  static final class Budget {
    private long steps = MAX_STEPS;

    private boolean covers(long more) {
      boolean covered = more <= steps;
      steps -= covered ? more : 0;
      return covered;
    }
  }

  /**
   * Returns the pieces in order; adjacent pieces differ in their kind. Texts beyond the budget,
   * such as two of 4,000 words, are not compared: one text is removed and the other is added.
   */
  static List<Piece> of(String from, String to, Budget budget) {
    List<String> before = words(from);
    List<String> after = words(to);
    if (!budget.covers((long) before.size() * after.size())) {
      return List.of(new Piece(Kind.REMOVED, from), new Piece(Kind.ADDED, to));
    }
    List<Piece> pieces = new ArrayList<>();
    StringBuilder removed = new StringBuilder();
    StringBuilder added = new StringBuilder();
    for (AbstractDelta<String> delta : deltas(before, after)) {
      if (delta.getType() == DeltaType.EQUAL) {
        flush(pieces, Kind.REMOVED, removed);
        flush(pieces, Kind.ADDED, added);
        pieces.add(new Piece(Kind.SAME, String.join("", delta.getSource().getLines())));
      } else {
        delta.getSource().getLines().forEach(removed::append);
        delta.getTarget().getLines().forEach(added::append);
      }
    }
    flush(pieces, Kind.REMOVED, removed);
    flush(pieces, Kind.ADDED, added);
    return List.copyOf(pieces);
  }

  /** Writes the pieces in one line, with {@code [-removed-]} and {@code {+added+}}. */
  static String inline(List<Piece> pieces) {
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

  private static List<AbstractDelta<String>> deltas(List<String> before, List<String> after) {
    return DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>(), null, true).getDeltas();
  }

  private static void flush(List<Piece> pieces, Kind kind, StringBuilder text) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(kind, text.toString()));
      text.setLength(0);
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
