package dev.notifier.templates.language.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the diagnostics of one text. Not thread-safe. */
public final class DiagnosticCollector {
  /** Further diagnostics are dropped. */
  static final int MAX_REPORTED = 20;

  private final LinePosition lines;
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  public DiagnosticCollector(String text) {
    lines = new LinePosition(text);
  }

  public void add(DiagnosticCode code, int offset, String detail) {
    if (diagnostics.size() < MAX_REPORTED) {
      diagnostics.add(lines.diagnostic(code, offset, detail));
    }
  }

  public boolean isEmpty() {
    return diagnostics.isEmpty();
  }

  public List<Diagnostic> sorted() {
    return diagnostics.stream()
        .sorted(Comparator.comparingInt(Diagnostic::line).thenComparingInt(Diagnostic::column))
        .toList();
  }
}
