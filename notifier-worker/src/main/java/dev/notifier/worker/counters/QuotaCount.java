package dev.notifier.worker.counters;

import dev.notifier.store.counters.UsageStore;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/**
 * Counts the segments that tenants have used, for their monthly quotas. Today and the day before
 * are counted each time, because messages are planned and cancelled on them; the other days of the
 * month one after the other. The progress counts days.
 */
public final class QuotaCount implements JobKind {
  private final UsageStore store;

  public QuotaCount(UsageStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "quotas";
  }

  /** With the five seconds of the api, well below the minute that a quota may be exceeded by. */
  @Override
  public Duration period() {
    return Duration.ofSeconds(10);
  }

  /** Messages are sent without it; the api reports that the last count is old. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    UsageStore.Due due = store.due();
    due.days().forEach(store::count);
    Progress progress = new Progress(job.done() + due.days().size(), null);
    if (!due.complete()) {
      return new JobStep.Proceed(null, progress);
    }
    store.deleteOld();
    return new JobStep.Done(progress);
  }
}
