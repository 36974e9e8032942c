package dev.notifier.batchfiles.text;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.CountingRows;
import dev.notifier.batchfiles.rows.FileContent;
import dev.notifier.batchfiles.rows.FileLayout;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.FileRow.CellFault;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads lines with a JSON object each. A line with a key that is no column has a fault. */
public final class NdjsonRowReader extends CountingRows {
  private final Reader reader;
  private final Map<String, Integer> columns;
  private final StringBuilder line = new StringBuilder();
  private long number;

  private NdjsonRowReader(Reader reader, List<String> names) {
    super(FileLimits.MAX_LINES);
    this.reader = reader;
    columns = new HashMap<>();
    names.forEach(name -> columns.put(name, columns.size()));
  }

  /** Opens the rows below the header. */
  public static NdjsonRowReader open(FileContent content, FileLayout layout, List<String> names)
      throws IOException {
    return new NdjsonRowReader(TextFiles.characters(content, layout), names);
  }

  @Override
  protected @Nullable FileRow read() throws IOException {
    int length = readLine();
    if (length < 0) {
      return null;
    }
    number++;
    if (length > FileLimits.MAX_ROW_CHARACTERS) {
      return faulty(FaultKind.LONG_ROW);
    }
    String text = line.toString();
    if (text.isBlank()) {
      return new FileRow(number, List.of(), List.of());
    }
    JsonLine json = JsonLine.parse(text, columns);
    return json == null
        ? faulty(FaultKind.JSON_FORM)
        : new FileRow(number, json.cells(), json.faults());
  }

  private FileRow faulty(FaultKind kind) {
    return new FileRow(number, List.of(), List.of(new CellFault(FileRow.WHOLE_ROW, kind)));
  }

  /** Reads a line, of which only the beginning is kept; its length, or -1 at the end. */
  private int readLine() throws IOException {
    line.setLength(0);
    int length = 0;
    int c = reader.read();
    if (c < 0) {
      return -1;
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (length <= FileLimits.MAX_ROW_CHARACTERS) {
        line.append((char) c);
        length++;
      }
    }
    return length;
  }

  @Override
  protected long number() {
    return number;
  }

  @Override
  protected @Nullable UnreadableKind reason(RuntimeException failure) {
    return null;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
