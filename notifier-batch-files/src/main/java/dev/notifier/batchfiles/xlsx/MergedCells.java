package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.UnreadableException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The merged columns of each row, for rows in their order. */
final class MergedCells {
  private final List<MergedRange> ranges;
  private final List<MergedRange> active = new ArrayList<>();
  private BitSet columns = new BitSet();
  private int next;

  private MergedCells(List<MergedRange> ranges) {
    this.ranges = ranges;
  }

  /**
   * Sorts the ranges.
   *
   * @throws UnreadableException if too many of them have the same row: those of Excel never overlap
   */
  static MergedCells of(List<MergedRange> ranges) throws UnreadableException {
    List<MergedRange> sorted =
        ranges.stream().sorted(Comparator.comparingInt(MergedRange::firstRow)).toList();
    PriorityQueue<MergedRange> active =
        new PriorityQueue<>(Comparator.comparingInt(MergedRange::lastRow));
    for (MergedRange range : sorted) {
      while (!active.isEmpty() && active.element().lastRow() < range.firstRow()) {
        active.remove();
      }
      active.add(range);
      if (active.size() > FileLimits.MAX_MERGED_RANGES_OF_ROW) {
        throw new UnreadableException(UnreadableKind.TOO_COMPLEX);
      }
    }
    return new MergedCells(sorted);
  }

  /**
   * Returns the merged columns; valid until the next call.
   *
   * @param row at least as large as in the call before
   */
  BitSet columns(int row) {
    boolean changed = active.removeIf(range -> range.lastRow() < row);
    for (; next < ranges.size() && ranges.get(next).firstRow() <= row; next++) {
      // Rows without a value are left out, so a range may have ended already.
      if (ranges.get(next).lastRow() >= row) {
        active.add(ranges.get(next));
        changed = true;
      }
    }
    if (changed) {
      columns = new BitSet();
      active.forEach(range -> columns.set(range.firstColumn(), range.lastColumn() + 1));
    }
    return columns;
  }
}
