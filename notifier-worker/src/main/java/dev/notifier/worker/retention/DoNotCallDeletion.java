package dev.notifier.worker.retention;

import dev.notifier.store.advertising.DoNotCallStore;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/**
 * Deletes the numbers of do-not-call lists that are not needed. The progress counts steps of at
 * most 10,000 numbers.
 */
public final class DoNotCallDeletion implements JobKind {
  private static final int DELETED_AT_ONCE = 10_000;

  private final DoNotCallStore store;

  public DoNotCallDeletion(DoNotCallStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "do-not-call";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(10);
  }

  /** The numbers take space only. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    return store
        .deleteOld(job.now(), job.position(DoNotCallStore.Position.class), DELETED_AT_ONCE)
        .<JobStep>map(next -> new JobStep.Proceed(next, new Progress(job.done() + 1, null)))
        .orElseGet(() -> new JobStep.Done(new Progress(job.done(), null)));
  }
}
