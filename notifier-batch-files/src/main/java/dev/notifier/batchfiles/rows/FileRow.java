package dev.notifier.batchfiles.rows;

import dev.notifier.batchfiles.FaultKind;
import java.util.List;

/**
 * A row with data. Rows that are hidden or blank are not returned.
 *
 * @param number the number of the row, as a spreadsheet shows it; from 1
 * @param cells by the index of the column; columns behind the end are empty
 * @param faults what is wrong with cells, or with the row, before values are read
 */
public record FileRow(long number, List<FileCell> cells, List<CellFault> faults) {
  /** The column of a fault that concerns the whole row. */
  public static final int WHOLE_ROW = -1;

  public FileRow {
    cells = List.copyOf(cells);
    faults = List.copyOf(faults);
  }

  /**
   * A fault.
   *
   * @param column from 0, or {@link #WHOLE_ROW}
   */
  public record CellFault(int column, FaultKind kind) {}

  /** Returns a cell; empty if the row is shorter. */
  public FileCell cell(int column) {
    return column < cells.size() ? cells.get(column) : FileCell.EMPTY;
  }

  boolean isBlank() {
    return faults.isEmpty() && cells.stream().allMatch(FileCell::isBlank);
  }

  /** Without the cells. */
  @Override
  public String toString() {
    return "FileRow[" + number + ", " + cells.size() + " cells, " + faults + "]";
  }
}
