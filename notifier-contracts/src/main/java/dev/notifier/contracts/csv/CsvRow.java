package dev.notifier.contracts.csv;

import java.util.List;

/**
 * Writes rows of CSV (RFC 4180). Spreadsheets run a text that begins like a formula, so it gets an
 * apostrophe, which they do not show. Stateless.
 */
public final class CsvRow {
  private static final String LINE_END = "\r\n";
  private static final String FORMULA_STARTS = "=+-@\t\r\n";
  private static final int INITIAL_LENGTH = 256;

  private CsvRow() {}

  /** A row of texts and numbers, with the end of its line. */
  public static String of(List<?> cells) {
    StringBuilder row = new StringBuilder(INITIAL_LENGTH);
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        row.append(',');
      }
      append(row, cells.get(i));
    }
    return row.append(LINE_END).toString();
  }

  private static void append(StringBuilder row, Object value) {
    String cell = value.toString();
    if (value instanceof Number) {
      row.append(cell);
      return;
    }
    boolean quoted = needsQuotes(cell);
    if (quoted) {
      row.append('"');
    }
    if (!cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0) {
      row.append('\'');
    }
    row.append(quoted ? cell.replace("\"", "\"\"") : cell);
    if (quoted) {
      row.append('"');
    }
  }

  private static boolean needsQuotes(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == ',' || c == '"' || c == '\r' || c == '\n') {
        return true;
      }
    }
    return false;
  }
}
