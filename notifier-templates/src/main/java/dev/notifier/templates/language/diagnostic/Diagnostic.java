package dev.notifier.templates.language.diagnostic;

/**
 * An error in a template.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param detail what to do about it
 */
public record Diagnostic(DiagnosticCode code, int line, int column, String detail) {}
