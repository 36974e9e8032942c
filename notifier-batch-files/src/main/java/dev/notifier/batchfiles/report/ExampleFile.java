package dev.notifier.batchfiles.report;

import dev.notifier.batchfiles.line.FieldSpec;
import dev.notifier.batchfiles.rows.FileKind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a file with the columns of fields and one line, which people overwrite. */
public final class ExampleFile {
  private static final char DELIMITER = ',';

  private ExampleFile() {}

  /**
   * Writes the example.
   *
   * @param out is closed
   */
  public static void write(OutputStream out, FileKind kind, List<FieldSpec> fields)
      throws IOException {
    try (TableWriter table = TableWriter.open(out, kind, DELIMITER)) {
      table.write(fields.stream().map(FieldSpec::title).toList());
      table.write(fields.stream().map(FieldSpec::example).toList());
    }
  }
}
