package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.UnreadableException;

/**
 * A cell like {@code B12}.
 *
 * @param row from 1
 * @param column from 0
 */
record CellReference(int row, int column) {
  private static final int LETTERS = 26;

  /**
   * Reads a reference.
   *
   * @throws UnreadableException if it is not one, or outside of what a sheet can have
   */
  static CellReference parse(String text) throws UnreadableException {
    int column = 0;
    int i = 0;
    for (; i < text.length() && text.charAt(i) >= 'A' && text.charAt(i) <= 'Z'; i++) {
      column = column * LETTERS + text.charAt(i) - 'A' + 1;
      if (column > FileLimits.MAX_SHEET_COLUMNS) {
        throw new UnreadableException(UnreadableKind.TOO_MANY_COLUMNS);
      }
    }
    int row = 0;
    for (int digits = i; digits < text.length(); digits++) {
      int digit = text.charAt(digits) - '0';
      if (digit < 0 || digit > 9) {
        throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
      }
      row = row * 10 + digit;
      if (row > FileLimits.MAX_SHEET_ROWS) {
        throw new UnreadableException(UnreadableKind.TOO_MANY_ROWS);
      }
    }
    if (column == 0 || row == 0) {
      throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    }
    return new CellReference(row, column - 1);
  }
}
