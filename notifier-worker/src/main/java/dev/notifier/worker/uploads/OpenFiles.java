package dev.notifier.worker.uploads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files that this worker reads, so that a step need not begin at the beginning of the file. If
 * another worker did the steps before, the rows are skipped, so a worker reads no row twice.
 * Bounded. Thread-safe.
 */
final class OpenFiles {
  /** A spreadsheet needs some 100 MiB. */
  private static final int MAX_FILES = 2;

  /** The job of a file that is not used for so long is done by another worker, or has ended. */
  private static final long UNUSED_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Map<UUID, Kept> byJob = new LinkedHashMap<>();
  private final LongSupplier nanoTime;

  OpenFiles(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  private record Kept(OpenFile file, long since) {}

  /** Takes the file of a job if its next row is not behind a position; else null. */
  synchronized @Nullable OpenFile take(UUID job, long rows) {
    Kept kept = byJob.remove(job);
    if (kept == null) {
      return null;
    }
    if (kept.file().consumed() > rows) {
      // The step before was not saved.
      close(kept.file());
      return null;
    }
    return kept.file();
  }

  /** Keeps the file of a job for its next step; closes the oldest one if there are too many. */
  synchronized void keep(UUID job, OpenFile file) {
    Kept before = byJob.put(job, new Kept(file, nanoTime.getAsLong()));
    if (before != null) {
      close(before.file());
    }
    Iterator<Kept> oldest = byJob.values().iterator();
    while (byJob.size() > MAX_FILES && oldest.hasNext()) {
      Kept first = oldest.next();
      oldest.remove();
      close(first.file());
    }
  }

  /** Closes files that were not used for some minutes. */
  synchronized void dropUnused() {
    long now = nanoTime.getAsLong();
    Iterator<Kept> all = byJob.values().iterator();
    while (all.hasNext()) {
      Kept kept = all.next();
      if (now - kept.since() >= UNUSED_NANOS) {
        all.remove();
        close(kept.file());
      }
    }
  }

  /** Closes the file of a job that has ended. */
  synchronized void drop(UUID job) {
    Kept kept = byJob.remove(job);
    if (kept != null) {
      close(kept.file());
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
