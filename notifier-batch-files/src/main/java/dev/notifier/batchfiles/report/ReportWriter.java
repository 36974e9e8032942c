package dev.notifier.batchfiles.report;

import dev.notifier.batchfiles.line.ColumnMapping;
import dev.notifier.batchfiles.line.LineFault;
import dev.notifier.batchfiles.rows.FileKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the refused lines of a file with what is wrong with each. The corrected report can be
 * uploaded: its two more columns are recognised and are no fields. Not thread-safe.
 */
public final class ReportWriter implements Closeable {
  private final TableWriter table;
  private final String batch;
  private final int columns;

  private ReportWriter(TableWriter table, List<String> header, String batch) throws IOException {
    this.table = table;
    this.batch = batch;
    columns = header.size();
    List<String> first = new ArrayList<>(header);
    first.add(ColumnMapping.FAULT_COLUMN);
    first.add(ColumnMapping.BATCH_COLUMN);
    table.write(first);
  }

  /**
   * Begins a report of the same kind as the file; NDJSON gets CSV.
   *
   * @param out is closed with the report
   * @param delimiter of CSV
   * @param header the cells of the header row by their index, blank where a column has no name
   * @param batch the id of the batch
   */
  public static ReportWriter open(
      OutputStream out, FileKind kind, char delimiter, List<String> header, String batch)
      throws IOException {
    return new ReportWriter(TableWriter.open(out, kind, delimiter), header, batch);
  }

  /**
   * Writes a line.
   *
   * @param cells the texts of its cells as they were in the file; those behind the header are left
   *     out
   * @return false if the format has no room for more lines
   */
  public boolean write(List<String> cells, List<LineFault> faults) throws IOException {
    List<String> row = new ArrayList<>(columns + 2);
    for (int i = 0; i < columns; i++) {
      row.add(i < cells.size() ? cells.get(i) : "");
    }
    row.add(faults.stream().map(LineFault::vietnamese).collect(Collectors.joining(" ")));
    row.add(batch);
    return table.write(row);
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
