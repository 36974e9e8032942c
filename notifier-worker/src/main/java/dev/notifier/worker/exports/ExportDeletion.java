package dev.notifier.worker.exports;

import dev.notifier.store.exports.ExportStore;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/** Deletes exports a day after they were written. */
public final class ExportDeletion implements JobKind {
  /** Each may have 2 GiB. */
  private static final int MAX_EXPORTS = 2;

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
    int deleted = exports.deleteExpired(MAX_EXPORTS);
    Progress progress = new Progress(job.done() + deleted, null);
    return deleted < MAX_EXPORTS ? new JobStep.Done(progress) : new JobStep.Proceed(null, progress);
  }
}
