package dev.notifier.worker.uploads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files that this worker reads, so that a step need not begin at the beginning of the file. If
 * another worker did the steps before, the rows are skipped, so a worker reads no row twice.
 * Bounded. Thread-safe.
 */
final class OpenFiles {
  /** A spreadsheet needs some 100 MiB. */
  private static final int MAX_FILES = 2;

  private final Map<UUID, OpenFile> byJob = new LinkedHashMap<>();

  /** Takes the file of a job if its next row is not behind a position; else null. */
  synchronized @Nullable OpenFile take(UUID job, long rows) {
    OpenFile file = byJob.remove(job);
    if (file != null && file.consumed() > rows) {
      // The step before was not saved.
      close(file);
      return null;
    }
    return file;
  }

  /** Keeps the file of a job for its next step; closes the oldest one if there are too many. */
  synchronized void keep(UUID job, OpenFile file) {
    byJob.put(job, file);
    Iterator<OpenFile> oldest = byJob.values().iterator();
    while (byJob.size() > MAX_FILES && oldest.hasNext()) {
      OpenFile first = oldest.next();
      oldest.remove();
      close(first);
    }
  }

  /** Closes the file of a job that has ended. */
  synchronized void drop(UUID job) {
    OpenFile file = byJob.remove(job);
    if (file != null) {
      close(file);
    }
  }

  static void close(OpenFile file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
