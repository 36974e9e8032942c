package dev.notifier.batchfiles.xlsx;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** The merged columns of each row, for rows in their order. */
final class MergedCells {
  private final List<MergedRange> ranges;
  private final List<MergedRange> active = new ArrayList<>();
  private int next;

  MergedCells(List<MergedRange> ranges) {
    this.ranges = ranges.stream().sorted(Comparator.comparingInt(MergedRange::firstRow)).toList();
  }

  /**
   * Returns the merged columns.
   *
   * @param row at least as large as in the call before
   */
  BitSet columns(int row) {
    while (next < ranges.size() && ranges.get(next).firstRow() <= row) {
      active.add(ranges.get(next));
      next++;
    }
    active.removeIf(range -> range.lastRow() < row);
    BitSet columns = new BitSet();
    active.forEach(range -> columns.set(range.firstColumn(), range.lastColumn() + 1));
    return columns;
  }
}
