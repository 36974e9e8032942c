package dev.notifier.templates.language.diagnostic;

/** Converts an offset in a text to a line and a column, both from 1. */
final class LinePosition {
  private final String text;

  LinePosition(String text) {
    this.text = text;
  }

  Diagnostic diagnostic(DiagnosticCode code, int offset, String detail) {
    int end = Math.min(offset, text.length());
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Diagnostic(code, line, text.codePointCount(lineStart, end) + 1, detail);
  }
}
