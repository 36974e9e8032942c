package dev.notifier.worker.uploads;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files that this worker reads, so that a step need not begin at the beginning of the file. If
 * another worker did the steps before, the rows are skipped, so a worker reads no row twice in a
 * turn. Bounded. Thread-safe.
 */
final class OpenFiles {
  private final Map<UUID, OpenFile> byJob = new HashMap<>();
  private final ReadingTurns turns;

  OpenFiles(LongSupplier nanoTime) {
    this.turns = new ReadingTurns(nanoTime);
  }

  /** Begins a step of a job; returns whether its file may be kept, else the job should wait. */
  synchronized boolean begin(UUID job, String tenant) {
    boolean hasTurn = turns.begin(job, tenant);
    closeUnused();
    return hasTurn;
  }

  /** Takes the file of a job if its next row is not behind a position; else null. */
  synchronized @Nullable OpenFile take(UUID job, long rows) {
    OpenFile kept = byJob.remove(job);
    if (kept == null) {
      return null;
    }
    if (kept.consumed() > rows) {
      // The step before was not saved.
      close(kept);
      return null;
    }
    return kept;
  }

  /** Keeps the file of a job for its next step while it has its turn; else closes it. */
  synchronized void keep(UUID job, OpenFile file) {
    OpenFile before = byJob.put(job, file);
    if (before != null) {
      close(before);
    }
    turns.proceed(job);
    closeUnused();
  }

  /** Closes the file of a job that has ended. */
  synchronized void drop(UUID job) {
    turns.end(job);
    closeUnused();
  }

  private void closeUnused() {
    Iterator<Map.Entry<UUID, OpenFile>> all = byJob.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<UUID, OpenFile> each = all.next();
      if (!turns.jobs().contains(each.getKey())) {
        all.remove();
        close(each.getValue());
      }
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
