package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.UnreadableException;
import dev.notifier.batchfiles.xlsx.XmlPart.Attributes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first pass through a sheet: finds what the reader of cells does not show, merged ranges and
 * hidden columns, and refuses what would make it use much memory or time.
 */
final class SheetScan implements XmlPart.Handler {
  private final List<MergedRange> merged = new ArrayList<>();
  private final BitSet hiddenColumns = new BitSet();
  private long rowCharacters;
  private int rowCells;
  private long cellCharacters;
  private boolean isNumber;
  private boolean inNumber;
  private int numberCharacters;
  private long formulaCharacters;
  private boolean inFormula;
  private int arrayFormulas;
  private long row;

  private SheetScan() {}

  static SheetScan read(InputStream sheet) throws IOException {
    SheetScan scan = new SheetScan();
    XmlPart.read(sheet, scan);
    return scan;
  }

  List<MergedRange> merged() {
    return merged;
  }

  BitSet hiddenColumns() {
    return hiddenColumns;
  }

  @Override
  public void start(String element, Attributes attributes) throws UnreadableException {
    switch (element) {
      case "row" -> startRow(attributes.get("r"));
      case "c" -> startCell(attributes);
      case "v" -> inNumber = isNumber;
      case "f" -> startFormula(attributes.get("t"));
      case "col" -> addColumns(attributes);
      case "mergeCell" -> addMerged(attributes.get("ref"));
      default -> {
        // Not needed.
      }
    }
  }

  @Override
  public void text(int characters) throws UnreadableException {
    rowCharacters += characters;
    cellCharacters += characters;
    if (rowCharacters > FileLimits.MAX_SCANNED_ROW_CHARACTERS) {
      throw new UnreadableException(UnreadableKind.TOO_COMPLEX);
    }
    if (inNumber) {
      numberCharacters += characters;
    }
    if (inFormula) {
      formulaCharacters += characters;
    }
    if (cellCharacters > FileLimits.MAX_MARKUP_BYTES
        || numberCharacters > FileLimits.MAX_STORED_NUMBER_CHARACTERS) {
      throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    }
    if (formulaCharacters > FileLimits.MAX_FORMULA_CHARACTERS) {
      throw new UnreadableException(UnreadableKind.TOO_COMPLEX);
    }
  }

  @Override
  public void end(String element) {
    if (element.equals("f")) {
      inFormula = false;
    } else if (element.equals("v")) {
      inNumber = false;
    } else if (element.equals("c") || element.equals("row")) {
      cellCharacters = 0;
    }
  }

  private void startFormula(@Nullable String type) throws UnreadableException {
    inFormula = true;
    formulaCharacters = 0;
    if ("array".equals(type) && ++arrayFormulas > FileLimits.MAX_ARRAY_FORMULAS) {
      throw new UnreadableException(UnreadableKind.TOO_COMPLEX);
    }
  }

  /** Rows must be in their order, as their numbers are those of the lines. */
  private void startRow(@Nullable String number) throws UnreadableException {
    long current = number == null ? row + 1 : Long.parseLong(number);
    if (current > FileLimits.MAX_SHEET_ROWS) {
      throw new UnreadableException(UnreadableKind.TOO_MANY_ROWS);
    }
    if (current <= row) {
      throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    }
    row = current;
    rowCharacters = 0;
    rowCells = 0;
  }

  private void startCell(Attributes attributes) throws UnreadableException {
    String type = attributes.get("t");
    isNumber = type == null || type.equals("n");
    numberCharacters = 0;
    cellCharacters = 0;
    if (++rowCells > FileLimits.MAX_SHEET_COLUMNS) {
      throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
    }
    String reference = attributes.get("r");
    if (reference != null) {
      CellReference.parse(reference);
    }
  }

  private void addColumns(Attributes attributes) {
    String first = attributes.get("min");
    String last = attributes.get("max");
    String hidden = attributes.get("hidden");
    if (first != null && last != null && ("1".equals(hidden) || "true".equals(hidden))) {
      int end = Math.min(Integer.parseInt(last), FileLimits.MAX_SHEET_COLUMNS);
      int start = Integer.parseInt(first) - 1;
      if (start >= 0 && start < end) {
        hiddenColumns.set(start, end);
      }
    }
  }

  private void addMerged(@Nullable String range) throws UnreadableException {
    if (range == null) {
      return;
    }
    if (merged.size() == FileLimits.MAX_MERGED_RANGES) {
      throw new UnreadableException(UnreadableKind.TOO_COMPLEX);
    }
    merged.add(MergedRange.parse(range));
  }
}
