package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.line.ColumnMapping;
import dev.notifier.batchfiles.line.ColumnRules;
import dev.notifier.batchfiles.line.FileLineReader;
import dev.notifier.batchfiles.line.LineResult;
import dev.notifier.batchfiles.look.FileLook;
import dev.notifier.batchfiles.look.RowReaders;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import dev.notifier.batchfiles.rows.RowTotals;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file that are being read. Used by one thread at a time. */
final class OpenFile implements Closeable {
  private final UploadedFile file;
  private final FileLook look;
  private final ColumnMapping mapping;
  private final ColumnRules rules;
  private final FileLineReader lines;
  private final RowReader rows;
  private long consumed;

  private OpenFile(
      UploadedFile file, FileLook look, ColumnMapping mapping, ColumnRules rules, RowReader rows) {
    this.file = file;
    this.look = look;
    this.mapping = mapping;
    this.rules = rules;
    this.lines = new FileLineReader(mapping, rules);
    this.rows = rows;
  }

  /**
   * A row and what became of it.
   *
   * @param row as it is in the file
   */
  record Read(FileRow row, LineResult line) {}

  static OpenFile open(UploadedFile file, FileLook look, ColumnMapping mapping, ColumnRules rules)
      throws IOException {
    RowReader rows = RowReaders.open(file, look);
    // The reader has opened it, so that its name can go: nothing is left if the worker is killed.
    file.close();
    return new OpenFile(file, look, mapping, rules, rows);
  }

  FileLook look() {
    return look;
  }

  ColumnMapping mapping() {
    return mapping;
  }

  /** How its dates and numbers are read. */
  ColumnRules rules() {
    return rules;
  }

  /** How many rows were read or skipped. */
  long consumed() {
    return consumed;
  }

  RowTotals totals() {
    return rows.totals();
  }

  /** Reads the next row; null at the end. */
  @Nullable Read next() throws IOException {
    FileRow row = rows.next();
    if (row == null) {
      return null;
    }
    consumed++;
    return new Read(row, lines.read(row));
  }

  /** Skips rows that another worker has read, until so many are consumed. */
  void skipTo(long wanted) throws IOException {
    while (consumed < wanted && rows.next() != null) {
      consumed++;
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      rows.close();
    }
  }
}
