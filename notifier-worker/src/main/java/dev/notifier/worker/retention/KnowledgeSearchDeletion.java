package dev.notifier.worker.retention;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.knowledge.KnowledgeSearchLog;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/**
 * Deletes who has searched the knowledge base after an hour, and the searches when their retention
 * is over, the oldest first.
 */
public final class KnowledgeSearchDeletion implements JobKind {
  static final int MAX_ROWS = 1_000;

  private final KnowledgeSearchLog log;
  private final Duration kept;

  public KnowledgeSearchDeletion(KnowledgeSearchLog log, Duration kept) {
    this.log = log;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "knowledge-searches";
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
    int deleted = log.delete(job.now().minus(kept), job.now(), MAX_ROWS);
    Progress progress = new Progress(job.done() + deleted, null);
    return deleted < MAX_ROWS ? new JobStep.Done(progress) : new JobStep.Proceed(null, progress);
  }
}
