package dev.notifier.contracts.csv;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes rows of CSV (RFC 4180). Spreadsheets run a text that begins like a formula, so it gets an
 * apostrophe, which they do not show. Stateless.
 */
public final class CsvRow {
  private static final String LINE_END = "\r\n";
  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  private CsvRow() {}

  /** A row of texts and numbers, with the end of its line. */
  public static String of(List<?> cells) {
    return cells.stream().map(CsvRow::cell).collect(Collectors.joining(",")) + LINE_END;
  }

  private static String cell(Object value) {
    if (value instanceof Number) {
      return value.toString();
    }
    String cell = value.toString();
    String plain =
        !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    return plain.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
        ? "\"" + plain.replace("\"", "\"\"") + "\""
        : plain;
  }
}
