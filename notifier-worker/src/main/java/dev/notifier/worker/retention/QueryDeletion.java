package dev.notifier.worker.retention;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.queries.QueryStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/** Deletes queries that have ended when their retention is over, the oldest first. */
public final class QueryDeletion implements JobKind {
  static final int MAX_ROWS = 1_000;

  private final QueryStore store;
  private final Duration kept;

  public QueryDeletion(QueryStore store, Duration kept) {
    this.store = store;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "inbound-queries";
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
    int deleted = store.deleteEnded(job.now().minus(kept), MAX_ROWS);
    Progress progress = new Progress(job.done() + deleted, null);
    return deleted < MAX_ROWS ? new JobStep.Done(progress) : new JobStep.Proceed(null, progress);
  }
}
