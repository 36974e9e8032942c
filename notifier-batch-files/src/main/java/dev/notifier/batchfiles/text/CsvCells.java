package dev.notifier.batchfiles.text;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.FileRow.CellFault;
import java.util.ArrayList;
import java.util.List;

/** Collects the cells of one row within the limits. FastCSV fills it again for each row. */
final class CsvCells extends AbstractBaseCsvCallbackHandler<CsvCells> {
  private final List<FileCell> cells = new ArrayList<>();
  private final List<CellFault> faults = new ArrayList<>();
  private int characters;
  private int lastVisible;

  @Override
  protected void handleBegin(long startingLineNumber) {
    cells.clear();
    faults.clear();
    characters = 0;
    lastVisible = 0;
  }

  @Override
  protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
    if (index >= FileLimits.MAX_COLUMNS) {
      if (length > 0) {
        fault(FileRow.WHOLE_ROW, FaultKind.EXTRA_CELLS);
      }
      return;
    }
    int kept = Math.min(length, FileLimits.MAX_CELL_CHARACTERS);
    if (kept < length) {
      fault(index, FaultKind.LONG_CELL);
    }
    int left = FileLimits.MAX_ROW_CHARACTERS - characters;
    if (kept > left) {
      kept = left;
      fault(FileRow.WHOLE_ROW, FaultKind.LONG_ROW);
    }
    characters += kept;
    FileCell cell = FileCell.text(new String(buffer, offset, kept));
    cells.add(cell);
    if (cell.kind() != FileCell.Kind.EMPTY) {
      lastVisible = cells.size();
    }
  }

  private void fault(int column, FaultKind kind) {
    CellFault fault = new CellFault(column, kind);
    if (!faults.contains(fault)) {
      faults.add(fault);
    }
  }

  @Override
  protected CsvCells buildRecord() {
    return this;
  }

  FileRow row(long number) {
    return new FileRow(number, cells.subList(0, lastVisible), faults);
  }
}
