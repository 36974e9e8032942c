package dev.notifier.worker.jobs;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.tracking.SweepStore;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Deletes jobs some time after they have ended. The position is the last job looked at. */
final class EndedJobDeletion implements JobKind {
  private static final int MAX_ROWS = 1_000;

  private final JobStore store;
  private final Duration retention;

  EndedJobDeletion(JobStore store, Duration retention) {
    this.store = store;
    this.retention = retention;
  }

  @Override
  public String name() {
    return "ended-jobs";
  }

  @Override
  public Duration period() {
    return Duration.ofHours(1);
  }

  @Override
  public JobStep step(LeasedJob job) {
    Instant end = job.now().minus(retention);
    JobStore.Deleted deleted =
        store.deleteEnded(job.position(UUID.class), SweepStore.lowestId(end), end, MAX_ROWS);
    Progress progress = new Progress(job.done() + deleted.jobs(), null);
    return deleted.last() == null
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(deleted.last(), progress);
  }
}
