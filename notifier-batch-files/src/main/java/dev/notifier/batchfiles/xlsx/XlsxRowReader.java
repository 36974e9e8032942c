package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.CountingRows;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileLayout;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.FileRow.CellFault;
import dev.notifier.batchfiles.rows.UnreadableException;
import dev.notifier.batchfiles.xlsx.XlsxPackage.VisibleSheet;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a sheet: stored values, cached results of formulas, no hidden row or column.
 */
public final class XlsxRowReader extends CountingRows {
  private final ReadableWorkbook workbook;
  private final Stream<Row> stream;
  private final Iterator<Row> rows;
  private final XlsxCells cells;
  private final MergedCells merged;
  private final BitSet hiddenColumns;
  private final int headerRow;
  private long number;

  private XlsxRowReader(ReadableWorkbook workbook, Sheet sheet, SheetScan scan, int headerRow)
      throws IOException {
    super(FileLimits.MAX_SHEET_ROWS);
    this.workbook = workbook;
    this.headerRow = headerRow;
    cells = new XlsxCells(workbook.isDate1904());
    merged = MergedCells.of(scan.merged());
    hiddenColumns = scan.hiddenColumns();
    stream = sheet.openStream();
    rows = stream.iterator();
  }

  /**
   * Checks the sheet in a first pass and opens its rows below the header.
   *
   * @throws UnreadableException if the sheet is damaged or not within the limits
   */
  public static XlsxRowReader open(Path file, FileLayout layout) throws IOException {
    SheetScan scan;
    ReadingOptions options;
    try (XlsxPackage zip = XlsxPackage.open(file)) {
      scan = scan(zip, layout.sheet());
      options = new ReadingOptions(zip.hasStyles(), true);
    }
    ReadableWorkbook workbook = null;
    try {
      workbook = new ReadableWorkbook(file.toFile(), options);
      Sheet sheet =
          workbook
              .findSheet(layout.sheet())
              .orElseThrow(() -> new UnreadableException(UnreadableKind.UNKNOWN_SHEET));
      return new XlsxRowReader(workbook, sheet, scan, layout.headerRow());
    } catch (IOException | RuntimeException e) {
      if (workbook != null) {
        workbook.close();
      }
      throw e instanceof UnreadableException refused ? refused : damaged(e);
    }
  }

  private static SheetScan scan(XlsxPackage zip, String sheet) throws IOException {
    for (VisibleSheet each : zip.sheets()) {
      if (each.name().equals(sheet)) {
        return SheetScan.read(zip.sheet(each));
      }
    }
    throw new UnreadableException(UnreadableKind.UNKNOWN_SHEET);
  }

  private static UnreadableException damaged(Exception cause) {
    UnreadableException damaged = new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    damaged.initCause(cause);
    return damaged;
  }

  @Override
  protected @Nullable FileRow read() throws IOException {
    Row row;
    while ((row = nextRow()) != null) {
      number = row.getRowNum();
      if (number > FileLimits.MAX_SHEET_ROWS) {
        return null;
      }
      if (number > headerRow) {
        if (!row.isHidden()) {
          return row(row);
        }
        countHidden();
      }
    }
    return null;
  }

  private @Nullable Row nextRow() throws IOException {
    try {
      return rows.hasNext() ? rows.next() : null;
    } catch (UncheckedIOException e) {
      boolean damage = e.getCause() instanceof ZipException || e.getCause() instanceof EOFException;
      throw damage ? damaged(e) : e.getCause();
    }
  }

  private FileRow row(Row row) {
    List<FileCell> read = new ArrayList<>();
    List<CellFault> faults = new ArrayList<>();
    int characters = 0;
    int lastVisible = 0;
    for (int i = 0; i < Math.min(row.getCellCount(), FileLimits.MAX_COLUMNS); i++) {
      FileCell cell = hiddenColumns.get(i) ? FileCell.EMPTY : cells.read(row.getCell(i));
      if (cell.text().length() > FileLimits.MAX_CELL_CHARACTERS) {
        cell = FileCell.text(cell.text().substring(0, FileLimits.MAX_CELL_CHARACTERS));
        faults.add(new CellFault(i, FaultKind.LONG_CELL));
      }
      characters += cell.text().length();
      if (characters > FileLimits.MAX_ROW_CHARACTERS) {
        faults.add(new CellFault(FileRow.WHOLE_ROW, FaultKind.LONG_ROW));
        break;
      }
      read.add(cell);
      if (cell.kind() != FileCell.Kind.EMPTY) {
        lastVisible = read.size();
      }
    }
    if (lastVisible > 0) {
      addMerged(faults, row.getRowNum());
    }
    return new FileRow(row.getRowNum(), read.subList(0, lastVisible), faults);
  }

  private void addMerged(List<CellFault> faults, int row) {
    merged.columns(row).stream()
        .limit(FileLimits.MAX_COLUMNS)
        .filter(column -> !hiddenColumns.get(column))
        .forEach(column -> faults.add(new CellFault(column, FaultKind.MERGED_CELL)));
  }

  @Override
  protected long number() {
    return number;
  }

  @Override
  protected UnreadableKind reason(RuntimeException failure) {
    // The library throws what it meets in bytes that are not in the format.
    return UnreadableKind.DAMAGED_XLSX;
  }

  @Override
  public void close() throws IOException {
    stream.close();
    workbook.close();
  }
}
