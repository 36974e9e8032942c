package dev.notifier.worker.retention;

import dev.notifier.store.inbox.InboxChanges;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Deletes conversations with all that was done in them when their last message or change is as old
 * as inbound messages may be, and the figures of these days.
 */
public final class InboxDeletion implements JobKind {
  private static final int MAX_ROWS = 500;

  private final InboxChanges store;
  private final Duration kept;

  public InboxDeletion(InboxChanges store, Duration kept) {
    this.store = store;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "conversations";
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
    Instant before = job.now().minus(kept);
    int deleted = store.delete(before, MAX_ROWS);
    int figures = store.deleteFigures(LocalDate.ofInstant(before, ZoneOffset.UTC), MAX_ROWS);
    Progress progress = new Progress(job.done() + deleted, null);
    return deleted < MAX_ROWS && figures < MAX_ROWS
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
