package dev.notifier.api.reports;

import dev.notifier.contracts.csv.CsvRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Writes a table as CSV, with {@link CsvRow}. */
final class CsvTable {
  private static final MediaType TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);

  private final StringBuilder text = new StringBuilder();

  CsvTable(List<String> names) {
    add(names);
  }

  /** Adds a row of texts and numbers. */
  CsvTable add(List<?> cells) {
    text.append(CsvRow.of(cells));
    return this;
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
