package dev.notifier.worker.counters;

import dev.notifier.store.groups.GroupCompletionStore;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;

/**
 * Notes which groups are complete: as many notifications as their caller expects have ended. Looks
 * only at groups in which something was counted since the last look. The progress counts groups.
 */
public final class GroupCompletion implements JobKind {
  /** About 50 ms. */
  static final int MAX_GROUPS = 500;

  private final GroupCompletionStore store;

  public GroupCompletion(GroupCompletionStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "groups";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(5);
  }

  /** Nothing waits for it but those who ask. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    int groups = store.compare(MAX_GROUPS);
    Progress progress = new Progress(job.done() + groups, null);
    return groups < MAX_GROUPS ? new JobStep.Done(progress) : new JobStep.Proceed(null, progress);
  }
}
