package dev.notifier.batchfiles.rows;

import dev.notifier.batchfiles.FileLimits;
import dev.notifier.batchfiles.UnreadableFile;
import dev.notifier.batchfiles.UnreadableKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What the readers of all kinds do: skip blank rows, count, and end at the limits. */
public abstract class CountingRows implements RowReader {
  private final long maxRows;
  private long rows;
  private long hidden;
  private long blank;
  private long blankInSequence;
  private boolean ended;
  private @Nullable UnreadableFile unreadable;

  /**
   * Creates a reader.
   *
   * @param maxRows after which the file has too many
   */
  protected CountingRows(long maxRows) {
    this.maxRows = maxRows;
  }

  /** Reads the next row, blank or not; null at the end. */
  protected abstract @Nullable FileRow read() throws IOException;

  /** The number of the row that was read last. */
  protected abstract long number();

  /**
   * Why this exception ends the reading; null if it does not come from the bytes, so that it is
   * thrown.
   */
  protected abstract @Nullable UnreadableKind reason(RuntimeException failure);

  protected final void countHidden() {
    hidden++;
  }

  @Override
  public final @Nullable FileRow next() throws IOException {
    while (!ended) {
      FileRow row = tryRead();
      if (row == null) {
        ended = true;
      } else {
        if (!row.isBlank()) {
          blankInSequence = 0;
          return counted(row);
        }
        blank++;
        blankInSequence++;
        ended = blankInSequence >= FileLimits.MAX_BLANK_ROWS;
      }
    }
    return null;
  }

  private @Nullable FileRow counted(FileRow row) {
    if (rows == maxRows) {
      return end(UnreadableKind.TOO_MANY_ROWS, row.number());
    }
    rows++;
    return row;
  }

  private @Nullable FileRow tryRead() throws IOException {
    try {
      return read();
    } catch (UnreadableException e) {
      return end(e.kind(), number() + 1);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof UnreadableException refused) {
        return end(refused.kind(), number() + 1);
      }
      throw e.getCause();
    } catch (RuntimeException e) {
      UnreadableKind kind = reason(e);
      if (kind == null) {
        throw e;
      }
      return end(kind, number() + 1);
    }
  }

  private @Nullable FileRow end(UnreadableKind kind, long row) {
    unreadable = new UnreadableFile(kind, row);
    ended = true;
    return null;
  }

  @Override
  public final RowTotals totals() {
    return new RowTotals(rows, hidden, blank, unreadable);
  }
}
