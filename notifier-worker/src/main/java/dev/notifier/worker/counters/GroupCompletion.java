package dev.notifier.worker.counters;

import dev.notifier.store.groups.GroupCompletionStore;
import dev.notifier.store.groups.GroupCompletionStore.Completed;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.statuses.StatusOutboxPublisher;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Notes which groups are complete: as many notifications as their caller expects have ended. Looks
 * only at groups in which something was counted since the last look. Then publishes those that are
 * complete, at least once each. The progress counts groups.
 */
public final class GroupCompletion implements JobKind {
  /** About 50 ms. */
  static final int MAX_GROUPS = 500;

  /** Each needs its counters. */
  static final int MAX_PUBLISHED = 20;

  private final GroupCompletionStore store;
  private final Predicate<List<Completed>> publisher;

  /**
   * @param publisher publishes groups; returns false if it could not, and they are to be published
   *     again
   */
  public GroupCompletion(GroupCompletionStore store, Predicate<List<Completed>> publisher) {
    this.store = store;
    this.publisher = publisher;
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
    List<Completed> complete =
        StatusOutboxPublisher.canPublish() ? store.unannounced(MAX_PUBLISHED) : List.of();
    if (!complete.isEmpty()) {
      if (!publisher.test(complete)) {
        return new JobStep.Blocked(
            null,
            progress,
            1,
            "Kafka did not acknowledge that groups are complete; check that the brokers are"
                + " available. They are published again");
      }
      store.announced(complete);
    }
    return groups < MAX_GROUPS && complete.size() < MAX_PUBLISHED
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
