package dev.notifier.worker.counters;

import dev.notifier.store.counters.UsageStore;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.LocalDate;

/**
 * Counts the segments that tenants have used, for their monthly quotas: today each time, the day
 * before each minute, and the other days of the month every ten minutes, one in a step. The
 * progress counts days.
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

  /** A day that cannot be counted must not undo the count of today. Each can be repeated. */
  @Override
  public boolean inTransaction() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    UsageStore.Due due = store.due();
    due.recent().forEach(store::count);
    LocalDate earlier = due.earlier();
    if (earlier == null) {
      store.deleteOld();
      return new JobStep.Done(new Progress(job.done() + due.recent().size(), null));
    }
    store.begin(earlier);
    store.count(earlier);
    return new JobStep.Proceed(null, new Progress(job.done() + due.recent().size() + 1, null));
  }
}
