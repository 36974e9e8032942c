package dev.notifier.worker.exports;

import dev.notifier.store.exports.ExportStore;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.util.Optional;

/** Deletes exports a day after they were written. */
public final class ExportDeletion implements JobKind {
  /** Of a file, in a step: some 20 MiB. */
  static final int MAX_PARTS = 100;

  private final ExportStore exports;

  public ExportDeletion(ExportStore exports) {
    this.exports = exports;
  }

  @Override
  public String name() {
    return "old-exports";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(5);
  }

  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    Optional<Integer> deleted = exports.deleteExpired(MAX_PARTS);
    Progress progress = new Progress(job.done() + deleted.orElse(0), null);
    return deleted.isEmpty() ? new JobStep.Done(progress) : new JobStep.Proceed(null, progress);
  }
}
