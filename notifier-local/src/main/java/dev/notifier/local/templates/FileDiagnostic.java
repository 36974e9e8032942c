package dev.notifier.local.templates;

import java.nio.file.Path;

/**
 * An error in a file.
 *
 * @param file below the directory, as the user wrote it
 * @param line from 1
 * @param column from 1
 */
public record FileDiagnostic(Path file, int line, int column, String code, String detail) {
  /** The format that editors and build servers parse: {@code file:line:column: code: detail}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + code + ": " + detail;
  }
}
