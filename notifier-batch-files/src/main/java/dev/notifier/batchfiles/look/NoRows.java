package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.UnreadableFile;
import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.FileRow;
import dev.notifier.batchfiles.rows.RowReader;
import dev.notifier.batchfiles.rows.RowTotals;
import org.jspecify.annotations.Nullable;

/** A file that could not be opened again. */
record NoRows(UnreadableKind kind) implements RowReader {
  @Override
  public @Nullable FileRow next() {
    return null;
  }

  @Override
  public RowTotals totals() {
    return new RowTotals(0, 0, 0, new UnreadableFile(kind));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
