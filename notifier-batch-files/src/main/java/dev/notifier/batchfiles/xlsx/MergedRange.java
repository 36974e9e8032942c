package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.rows.UnreadableException;

/** Cells that are shown as one: rows from 1, columns from 0, both ends included. */
record MergedRange(int firstRow, int lastRow, int firstColumn, int lastColumn) {
  static MergedRange parse(String text) throws UnreadableException {
    int colon = text.indexOf(':');
    CellReference first = CellReference.parse(colon < 0 ? text : text.substring(0, colon));
    CellReference last = CellReference.parse(colon < 0 ? text : text.substring(colon + 1));
    return new MergedRange(
        Math.min(first.row(), last.row()),
        Math.max(first.row(), last.row()),
        Math.min(first.column(), last.column()),
        Math.max(first.column(), last.column()));
  }
}
