package dev.notifier.worker.counters;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.optouts.WrongPersonStore;
import dev.notifier.store.optouts.WrongPersonStore.Stored;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.statuses.CompletedGroups;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Publishes about whom numbers want no messages, at least once each, so that the upstream directory
 * is corrected. The progress counts statements.
 */
public final class WrongPersonAnnouncement implements JobKind {
  private static final int MAX_PUBLISHED = 100;

  private final WrongPersonStore store;
  private final Predicate<List<Stored>> publisher;

  /**
   * @param publisher publishes statements; returns false if it could not, and they are to be
   *     published again
   */
  public WrongPersonAnnouncement(WrongPersonStore store, Predicate<List<Stored>> publisher) {
    this.store = store;
    this.publisher = publisher;
  }

  @Override
  public String name() {
    return "wrong-persons";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(5);
  }

  /** Messages are skipped without it. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    List<Stored> statements =
        CompletedGroups.canBePublished() ? store.unannounced(MAX_PUBLISHED) : List.of();
    Progress progress = new Progress(job.done() + statements.size(), null);
    if (statements.isEmpty()) {
      return new JobStep.Done(progress);
    }
    if (!publisher.test(statements)) {
      return new JobStep.Blocked(
          null,
          new Progress(job.done(), null),
          1,
          "Kafka did not acknowledge statements about wrong persons; check that the brokers are"
              + " available. They are published again");
    }
    store.announced(statements, job.now());
    return statements.size() < MAX_PUBLISHED
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
