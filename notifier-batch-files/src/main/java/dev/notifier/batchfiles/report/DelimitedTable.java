package dev.notifier.batchfiles.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CSV with a byte order mark, by which Excel recognises UTF-8. */
final class DelimitedTable implements TableWriter {
  private static final char BOM = '\uFEFF';
  private static final String ESCAPED = "=+-@\t\r\n'";

  private final CsvWriter csv;

  DelimitedTable(OutputStream out, char delimiter) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(BOM);
    csv =
        CsvWriter.builder()
            .fieldSeparator(delimiter)
            // Some programs also divide cells at other separators, and would run the second half.
            .quoteStrategy(QuoteStrategies.ALWAYS)
            .lineDelimiter(LineDelimiter.CRLF)
            .build(writer);
  }

  @Override
  public boolean write(List<String> cells) throws IOException {
    try {
      csv.writeRecord(cells.stream().map(DelimitedTable::safe).toList());
      return true;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Puts an apostrophe before what a spreadsheet would run as a formula. The reader removes one
   * apostrophe, so a text that begins with one gets a second.
   */
  private static String safe(String cell) {
    return !cell.isEmpty() && ESCAPED.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
