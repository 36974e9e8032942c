package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.rows.FileCell;
import java.math.BigDecimal;
import java.util.Map;

/**
 * How dates and numbers are read, by the name of the field. Fields that are missing have the day
 * first and a decimal comma.
 */
public record ColumnRules(Map<String, DateOrder> dates, Map<String, NumberStyle> numbers) {
  /** Nothing is set. */
  public static final ColumnRules NONE = new ColumnRules(Map.of(), Map.of());

  public ColumnRules {
    dates = Map.copyOf(dates);
    numbers = Map.copyOf(numbers);
  }

  /**
   * What a report of refused lines has instead of a cell, so that it is read as it was here
   * although nothing is said about the report: days that were not read with the day first, and
   * those that are counted from 1904, are like 2026-10-05, and stored numbers have the decimal
   * separator of the column.
   *
   * @return the text of the cell if it is read so anyway, or not at all
   */
  public String reported(FileCell cell, FieldSpec field) {
    return switch (field.type()) {
      case DATE -> day(cell, dateOrder(field.name()));
      case INTEGER, NUMBER -> number(cell, numberStyle(field.name()));
      case TEXT, MONTH, PHONE, ENUM, HONORIFIC -> cell.text();
    };
  }

  private static String day(FileCell cell, DateOrder order) {
    boolean isOtherwise =
        switch (cell.kind()) {
          case TEXT, DATE -> order != DateOrder.DAY_FIRST;
          // Its days are counted from 1904.
          case NUMBER -> cell.date() != null;
          case EMPTY, BOOLEAN, ERROR -> false;
        };
    return isOtherwise
            && DateCells.convert(cell, order) instanceof Conversion.Value(Object day, var _)
        ? day.toString()
        : cell.text();
  }

  private static String number(FileCell cell, NumberStyle style) {
    return cell.kind() == FileCell.Kind.NUMBER
            && NumberCells.convert(cell, style, false)
                instanceof Conversion.Value(BigDecimal number, var _)
        ? number.toPlainString().replace('.', style.decimal())
        : cell.text();
  }

  DateOrder dateOrder(String field) {
    return dates.getOrDefault(field, DateOrder.DAY_FIRST);
  }

  NumberStyle numberStyle(String field) {
    return numbers.getOrDefault(field, NumberStyle.DECIMAL_COMMA);
  }
}
