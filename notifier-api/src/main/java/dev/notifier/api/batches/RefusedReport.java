package dev.notifier.api.batches;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.line.ColumnMapping;
import dev.notifier.batchfiles.report.TableWriter;
import dev.notifier.batchfiles.rows.FileKind;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.RefusedLine;
import dev.notifier.store.batches.RefusedLine.Fault;
import dev.notifier.store.batches.StoredBatch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The lines of a batch that cannot be sent, with what is wrong with each: the corrected report can
 * be sent as another batch. Dates and numbers that would be read otherwise there are not as they
 * were in the file. One chunk is in memory. Thread-safe.
 */
final class RefusedReport {
  private static final char DELIMITER = ',';

  private static final Map<String, FaultKind> KINDS =
      Arrays.stream(FaultKind.values())
          .collect(Collectors.toUnmodifiableMap(FaultKind::code, Function.identity()));

  private final BatchLines lines;

  RefusedReport(BatchLines lines) {
    this.lines = lines;
  }

  /**
   * Writes the report.
   *
   * @param out is closed
   * @throws IOException if the receiver is gone
   */
  void write(StoredBatch batch, FileKind kind, OutputStream out) throws IOException {
    List<String> header = header(batch);
    try (TableWriter table = TableWriter.open(out, kind, delimiter(batch))) {
      List<String> first = new ArrayList<>(header);
      first.add(ColumnMapping.FAULT_COLUMN);
      first.add(ColumnMapping.BATCH_COLUMN);
      boolean room = table.write(first);
      for (int chunk = 0; room; chunk++) {
        int number = chunk;
        List<RefusedLine> refused = StoreAccess.call(() -> lines.refused(batch.id(), number));
        if (refused.isEmpty()) {
          return;
        }
        for (RefusedLine line : refused) {
          room &= table.write(cells(line, header.size(), batch.id().toString()));
        }
      }
    }
  }

  /** That of the file, which the program of its sender opens as a table. */
  private static char delimiter(StoredBatch batch) {
    String summary = batch.summary();
    String delimiter =
        summary == null ? "" : JsonMapper.shared().readTree(summary).path("delimiter").asString("");
    return delimiter.length() == 1 ? delimiter.charAt(0) : DELIMITER;
  }

  private static List<String> header(StoredBatch batch) {
    String summary = batch.summary();
    List<String> header = new ArrayList<>();
    if (summary != null) {
      for (JsonNode name : JsonMapper.shared().readTree(summary).path("header")) {
        header.add(name.asString());
      }
    }
    return header;
  }

  private static List<String> cells(RefusedLine line, int columns, String batch) {
    List<String> cells = new ArrayList<>(columns + 2);
    for (int i = 0; i < columns; i++) {
      @Nullable String value = i < line.values().size() ? line.values().get(i) : null;
      cells.add(value == null ? "" : value);
    }
    cells.add(line.faults().stream().map(RefusedReport::text).collect(Collectors.joining(" ")));
    cells.add(batch);
    return cells;
  }

  private static String text(Fault fault) {
    FaultKind kind = KINDS.get(fault.kind());
    String detail = kind == null ? fault.detail() : kind.vietnamese();
    return fault.column() == null
        ? detail
        : "Cột " + fault.column() + " (" + fault.name() + "): " + detail;
  }
}
