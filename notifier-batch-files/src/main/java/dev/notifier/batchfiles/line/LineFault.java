package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.ColumnLetters;
import dev.notifier.batchfiles.FaultKind;

/**
 * What is wrong with a line. It contains no value of the file but the name of a column.
 *
 * @param row as a spreadsheet shows it
 * @param column from 0; -1 for the whole line
 * @param header the name of the column in the file; empty for the whole line
 */
public record LineFault(long row, int column, String header, FaultKind kind) {
  /** The letters of the column, such as {@code B}; empty for the whole line. */
  public String letters() {
    return column < 0 ? "" : ColumnLetters.of(column);
  }

  /** The sentence for a report: {@code Cột B (Họ tên): Ô bắt buộc bị trống.} */
  public String vietnamese() {
    return column < 0
        ? kind.vietnamese()
        : "Cột " + letters() + " (" + header + "): " + kind.vietnamese();
  }

  /** The same in English. */
  public String english() {
    return column < 0
        ? kind.english()
        : "Column " + letters() + " (" + header + "): " + kind.english();
  }
}
