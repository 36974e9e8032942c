package dev.notifier.templates.language.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one text. Not thread-safe. */
public final class DiagnosticCollector {
  /** More help nobody. */
  static final int MAX_REPORTED = 20;

  private final LinePosition lines;
  private final List<Diagnostic> found = new ArrayList<>();

  public DiagnosticCollector(String text) {
    lines = new LinePosition(text);
  }

  public void add(DiagnosticCode code, int offset, String detail) {
    if (found.size() < MAX_REPORTED) {
      found.add(lines.diagnostic(code, offset, detail));
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public List<Diagnostic> inOrder() {
    return found.stream()
        .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column))
        .toList();
  }
}
