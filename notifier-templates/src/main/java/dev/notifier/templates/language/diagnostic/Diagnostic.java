package dev.notifier.templates.language.diagnostic;

/**
 * Why a wording cannot be used.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param detail what to do about it
 */
public record Diagnostic(DiagnosticCode code, int line, int column, String detail) {}
