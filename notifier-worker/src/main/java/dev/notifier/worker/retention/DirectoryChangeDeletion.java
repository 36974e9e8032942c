package dev.notifier.worker.retention;

import dev.notifier.store.directory.DirectoryChanges;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/** Deletes who has changed the directory, when the retention of messages is over. */
public final class DirectoryChangeDeletion implements JobKind {
  private static final int MAX_ROWS = 1_000;

  private final DirectoryChanges changes;
  private final Duration kept;

  public DirectoryChangeDeletion(DirectoryChanges changes, Duration kept) {
    this.changes = changes;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "directory-changes";
  }

  @Override
  public Duration period() {
    return Duration.ofHours(1);
  }

  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    int deleted = changes.delete(SweepStore.lowestId(job.now().minus(kept)), MAX_ROWS);
    Progress progress = new Progress(job.done() + deleted, null);
    return deleted < MAX_ROWS ? new JobStep.Done(progress) : new JobStep.Proceed(null, progress);
  }
}
