package dev.notifier.templates.language.diagnostic;

/**
 * An error in a template.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param detail what to do about it
 */
public record Diagnostic(DiagnosticCode code, int line, int column, String detail) {
  /** A diagnostic at an offset in a text, in UTF-16 units from 0. */
  public static Diagnostic at(String text, int offset, DiagnosticCode code, String detail) {
    return new LinePosition(text).diagnostic(code, offset, detail);
  }
}
