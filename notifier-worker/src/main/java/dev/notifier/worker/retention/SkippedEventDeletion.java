package dev.notifier.worker.retention;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.recovery.SkippedEventStore;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/**
 * Deletes skipped events that were not planned again within the recovery window, or that have
 * expired; they contain personal data. Each step deletes the oldest of each, and skips those that
 * another transaction has locked. Needs no position.
 */
public final class SkippedEventDeletion implements JobKind {
  /** An event has at most 64 KiB, so a step deletes at most 64 MiB. */
  static final int MAX_ROWS = 500;

  /** How long an expired event is kept: one that is on its way to the plan stage is reported. */
  static final Duration EXPIRED_KEPT = Duration.ofHours(1);

  private final SkippedEventStore store;
  private final Duration window;

  /**
   * @param window zero deletes all events
   */
  public SkippedEventDeletion(SkippedEventStore store, Duration window) {
    this.store = store;
    this.window = window;
  }

  @Override
  public String name() {
    return "skipped-events";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(1);
  }

  @Override
  public JobStep step(LeasedJob job) {
    int expired = store.deleteExpired(job.now().minus(EXPIRED_KEPT), MAX_ROWS);
    int old = store.delete(SweepStore.lowestId(job.now().minus(window)), MAX_ROWS);
    Progress progress = new Progress(job.done() + expired + old, null);
    return expired < MAX_ROWS && old < MAX_ROWS
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
