package dev.notifier.batchfiles.rows;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a file, as a stream in bounded memory. Not thread-safe. */
public interface RowReader extends Closeable {
  /**
   * Reads the next row.
   *
   * @return null at the end; {@link RowTotals#unreadable} says whether it is the end of the file
   * @throws IOException if the bytes cannot be read; never for what is in them
   */
  @Nullable FileRow next() throws IOException;

  /** What was read so far. */
  RowTotals totals();
}
