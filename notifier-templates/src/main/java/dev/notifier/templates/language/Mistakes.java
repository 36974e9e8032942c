package dev.notifier.templates.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one text. Not thread-safe. */
final class Mistakes {
  /** More help nobody. */
  static final int MAX_REPORTED = 20;

  private final Lines lines;
  private final List<Mistake> found = new ArrayList<>();

  Mistakes(String text) {
    lines = new Lines(text);
  }

  void add(MistakeCode code, int offset, String detail) {
    if (found.size() < MAX_REPORTED) {
      found.add(lines.mistake(code, offset, detail));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Mistake> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
        .toList();
  }
}
