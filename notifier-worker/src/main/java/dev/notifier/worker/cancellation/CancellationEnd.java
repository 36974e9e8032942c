package dev.notifier.worker.cancellation;

import dev.notifier.store.cancellation.CancellationStore;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/** Ends rules of which nothing can be left, and deletes cancellations long after that. */
public final class CancellationEnd implements JobKind {
  /** How long after the end of its rule a cancellation can be looked up. */
  static final Duration KEPT = Duration.ofDays(400);

  private final CancellationStore store;

  public CancellationEnd(CancellationStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "cancellation-ends";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(10);
  }

  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    int rows = store.endRules(job.now()) + store.deleteEnded(job.now().minus(KEPT));
    Progress progress = new Progress(job.done() + rows, null);
    return rows == 0 ? new JobStep.Done(progress) : new JobStep.Proceed(null, progress);
  }
}
