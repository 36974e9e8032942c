package dev.notifier.local.invoice;

import java.util.ArrayList;
import java.util.List;

/** Splits the lines of a CSV file (RFC 4180). A cell in quotes has no line break. */
final class CsvReader {
  private CsvReader() {}

  /** The separator that the line of names has most of: spreadsheets write a semicolon or a tab. */
  static char separator(String line) {
    char separator = ',';
    long most = -1;
    for (char candidate : new char[] {',', ';', '\t'}) {
      long number = line.chars().filter(c -> c == candidate).count();
      if (number > most) {
        most = number;
        separator = candidate;
      }
    }
    return separator;
  }

  /** The cells of a line, without quotes and outer spaces. */
  static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
