package dev.notifier.local.templates;

import java.nio.file.Path;

/**
 * Something that is wrong with a file.
 *
 * @param file as the user named its folder
 * @param line from 1
 * @param column from 1
 */
public record FileDiagnostic(Path file, int line, int column, String code, String detail) {
  /** As editors and build servers read it: {@code file:line:column: code: detail}. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + code + ": " + detail;
  }
}
