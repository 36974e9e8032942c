package dev.notifier.api.imports;

import java.util.List;

/**
 * What an import did.
 *
 * @param lines how many lines were read, without empty ones and the header
 * @param recorded how many rows are new
 * @param refused how many lines are wrong
 * @param errors of the first 1,000 of them
 */
public record ImportDocument(long lines, long recorded, long refused, List<LineError> errors) {
  /**
   * Why a line is wrong.
   *
   * @param line from 1, as in the body
   * @param code as in a problem
   * @param detail what to do, without values
   */
  public record LineError(long line, String code, String detail) {}
}
