package dev.notifier.templates.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one text. Not thread-safe. */
final class DiagnosticCollector {
  /** More help nobody. */
  static final int MAX_REPORTED = 20;

  private final LinePosition lines;
  private final List<Diagnostic> found = new ArrayList<>();

  DiagnosticCollector(String text) {
    lines = new LinePosition(text);
  }

  void add(DiagnosticCode code, int offset, String detail) {
    if (found.size() < MAX_REPORTED) {
      found.add(lines.mistake(code, offset, detail));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Diagnostic> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column))
        .toList();
  }
}
