package dev.notifier.batchfiles.report;

import dev.notifier.batchfiles.rows.FileKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes rows of texts that spreadsheet programs neither run nor change. Not thread-safe. */
public interface TableWriter extends Closeable {
  /**
   * Writes a row.
   *
   * @return false if the format has no room for it
   */
  boolean write(List<String> cells) throws IOException;

  /**
   * Begins a table.
   *
   * @param out is closed with the table
   * @param kind XLSX, else text with this delimiter; a kind without one gets a comma
   */
  static TableWriter open(OutputStream out, FileKind kind, char delimiter) throws IOException {
    return switch (kind) {
      case XLSX -> new XlsxTable(out);
      case TSV -> new DelimitedTable(out, '\t');
      case CSV, NDJSON -> new DelimitedTable(out, delimiter == 0 ? ',' : delimiter);
    };
  }
}
