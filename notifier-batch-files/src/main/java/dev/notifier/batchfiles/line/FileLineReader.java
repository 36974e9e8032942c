package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.line.ColumnMapping.MappedField;
import dev.notifier.batchfiles.rows.FileCell;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.FileRow.CellFault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads rows as lines. Stateless between rows, so it is thread-safe. */
public final class FileLineReader {
  private final ColumnMapping mapping;
  private final ColumnRules rules;
  private final Map<String, TextCells.Labels> labels = new HashMap<>();

  public FileLineReader(ColumnMapping mapping, ColumnRules rules) {
    this.mapping = mapping;
    this.rules = rules;
    for (MappedField field : mapping.fields()) {
      labels.put(field.spec().name(), TextCells.Labels.of(field.spec().labels()));
    }
  }

  /** Converts the cells of a row, or finds all its faults. */
  public LineResult read(FileRow row) {
    List<LineFault> faults = new ArrayList<>();
    addFaultsOfRow(row, faults);
    Map<String, Object> values = new LinkedHashMap<>();
    List<FileLine.Repair> repairs = new ArrayList<>();
    List<LineFault> missing = new ArrayList<>();
    for (MappedField field : mapping.fields()) {
      if (hasFault(row, field.column())) {
        continue;
      }
      switch (convert(field, row.cell(field.column()))) {
        case Conversion.Value(Object value, var changes) -> {
          values.put(field.spec().name(), value);
          changes.forEach(
              kind -> repairs.add(new FileLine.Repair(field.column(), field.spec().name(), kind)));
        }
        case Conversion.Blank() -> {
          if (field.spec().required()) {
            missing.add(fault(row, field, FaultKind.MISSING_VALUE));
          }
        }
        case Conversion.Fault(FaultKind kind) -> faults.add(fault(row, field, kind));
      }
    }
    if (values.isEmpty() && faults.isEmpty()) {
      return new LineResult.Blank(row.number());
    }
    // A line that could not be read at all misses nothing.
    if (row.faults().stream().noneMatch(each -> isWholeRow(each) && row.cells().isEmpty())) {
      faults.addAll(missing);
    }
    if (faults.isEmpty()) {
      return new FileLine(row.number(), values, repairs);
    }
    faults.sort(Comparator.comparingInt(LineFault::column));
    return new LineResult.Refused(row.number(), faults);
  }

  private void addFaultsOfRow(FileRow row, List<LineFault> faults) {
    for (CellFault fault : row.faults()) {
      if (isWholeRow(fault)) {
        faults.add(new LineFault(row.number(), FileRow.WHOLE_ROW, "", fault.kind()));
      }
      for (MappedField field : mapping.fields()) {
        if (field.column() == fault.column()) {
          faults.add(fault(row, field, fault.kind()));
        }
      }
    }
    if (mapping.strict() && hasValueBehindTheEnd(row)) {
      faults.add(new LineFault(row.number(), FileRow.WHOLE_ROW, "", FaultKind.EXTRA_CELLS));
    }
  }

  private static boolean isWholeRow(CellFault fault) {
    return fault.column() == FileRow.WHOLE_ROW;
  }

  private boolean hasValueBehindTheEnd(FileRow row) {
    for (int i = mapping.lastColumn() + 1; i < row.cells().size(); i++) {
      if (!row.cell(i).isBlank()) {
        return row.faults().stream().noneMatch(each -> each.kind() == FaultKind.EXTRA_CELLS);
      }
    }
    return false;
  }

  private static boolean hasFault(FileRow row, int column) {
    return row.faults().stream().anyMatch(fault -> fault.column() == column);
  }

  private static LineFault fault(FileRow row, MappedField field, FaultKind kind) {
    return new LineFault(row.number(), field.column(), field.header(), kind);
  }

  private Conversion convert(MappedField field, FileCell cell) {
    if (cell.kind() == FileCell.Kind.ERROR) {
      return Conversion.fault(FaultKind.ERROR_CELL);
    }
    FieldSpec spec = field.spec();
    TextCells.Labels codes = labels.getOrDefault(spec.name(), TextCells.Labels.NONE);
    return switch (spec.type()) {
      case TEXT -> TextCells.text(cell, spec.multiLine());
      case INTEGER -> NumberCells.convert(cell, rules.numberStyle(spec.name()), true);
      case NUMBER -> NumberCells.convert(cell, rules.numberStyle(spec.name()), false);
      case DATE -> DateCells.convert(cell, rules.dateOrder(spec.name()));
      case MONTH -> MonthCells.convert(cell);
      case PHONE -> PhoneCells.convert(cell, mapping.takeFirstNumber());
      case ENUM -> TextCells.code(cell, codes);
      case HONORIFIC -> TextCells.honorific(cell, codes);
    };
  }
}
