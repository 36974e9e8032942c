package dev.notifier.worker.uploads;

import dev.notifier.store.batches.BatchCleaning;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/**
 * Deletes files that have not arrived, files of batches that are released or have ended, and the
 * lines of batches some time after their end.
 */
public final class BatchDeletion implements JobKind {
  /** A part is up to 1 MiB. */
  static final int MAX_PARTS = 64;

  private final BatchCleaning cleaning;
  private final Duration retention;

  /**
   * @param retention how long lines are kept after the end of their batch
   */
  public BatchDeletion(BatchCleaning cleaning, Duration retention) {
    this.cleaning = cleaning;
    this.retention = retention;
  }

  @Override
  public String name() {
    return "old-batches";
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
    BatchCleaning.Cleaned cleaned = cleaning.clean(retention, MAX_PARTS);
    Progress progress = new Progress(job.done() + cleaned.batches(), null);
    return cleaned.more() ? new JobStep.Proceed(null, progress) : new JobStep.Done(progress);
  }
}
