package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileLayout;
import dev.notifier.batchfiles.rows.RowReader;
import dev.notifier.batchfiles.rows.UnreadableException;
import dev.notifier.batchfiles.text.CsvRowReader;
import dev.notifier.batchfiles.text.NdjsonRowReader;
import dev.notifier.batchfiles.xlsx.XlsxRowReader;
import java.io.IOException;
import java.util.List;

/** Opens the rows below the header. */
public final class RowReaders {
  private RowReaders() {}

  /**
   * Opens the rows of a file that was looked at.
   *
   * @throws IOException if the bytes cannot be read
   */
  public static RowReader open(FileContent content, FileLook look) throws IOException {
    return open(
        content, look.layout(), look.headers().stream().map(FileLook.Header::name).toList());
  }

  /**
   * Opens the rows.
   *
   * @param names the keys of NDJSON that become columns
   */
  static RowReader open(FileContent content, FileLayout layout, List<String> names)
      throws IOException {
    try {
      return switch (layout.kind()) {
        case CSV, TSV -> CsvRowReader.open(content, layout);
        case NDJSON -> NdjsonRowReader.open(content, layout, names);
        case XLSX -> XlsxRowReader.open(content.path(), layout);
      };
    } catch (UnreadableException e) {
      return new NoRows(e.kind());
    }
  }
}
