package dev.notifier.batchfiles.xlsx;

import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.FileLayout;
import dev.notifier.batchfiles.rows.RowReader;
import dev.notifier.batchfiles.rows.UnreadableException;
import java.io.IOException;
import java.nio.file.Path;

public final class XlsxRowReader {
  private XlsxRowReader() {}

  public static RowReader open(Path file, FileLayout layout) throws IOException {
    throw new UnreadableException(UnreadableKind.DAMAGED_XLSX);
  }
}
