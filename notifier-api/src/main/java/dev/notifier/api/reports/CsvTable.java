package dev.notifier.api.reports;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Writes a table as CSV (RFC 4180). Spreadsheets run a text that begins like a formula, so it gets
 * an apostrophe, which they do not show.
 */
final class CsvTable {
  private static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);
  private static final String LINE_END = "\r\n";
  private static final String FORMULA_STARTS = "=+-@\t\r\n";

  private final StringBuilder text = new StringBuilder();

  CsvTable(List<String> names) {
    add(names);
  }

  /** Adds a row of texts and numbers. */
  CsvTable add(List<?> cells) {
    text.append(cells.stream().map(CsvTable::cell).collect(Collectors.joining(",")))
        .append(LINE_END);
    return this;
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

  /** The table as a response that browsers save as a file. */
  ResponseEntity<Object> response(String fileName) {
    return ResponseEntity.ok()
        .contentType(TYPE)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(fileName).build().toString())
        .body(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
