package dev.notifier.worker.uploads;

import dev.notifier.store.batches.BatchNotices;
import dev.notifier.store.batches.BatchNotices.Notice;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.statuses.CompletedGroups;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Publishes that batches have other states, at least once each. The progress counts changes. */
public final class BatchAnnouncement implements JobKind {
  private static final int MAX_PUBLISHED = 100;

  private final BatchNotices notices;
  private final Predicate<List<Notice>> publisher;

  /**
   * @param publisher publishes changes; returns false if it could not, and they are to be published
   *     again
   */
  public BatchAnnouncement(BatchNotices notices, Predicate<List<Notice>> publisher) {
    this.notices = notices;
    this.publisher = publisher;
  }

  @Override
  public String name() {
    return "batch-notices";
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(2);
  }

  /** Batches are sent without it. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    List<Notice> changes =
        CompletedGroups.canBePublished() ? notices.unpublished(MAX_PUBLISHED) : List.of();
    Progress progress = new Progress(job.done() + changes.size(), null);
    if (changes.isEmpty()) {
      return new JobStep.Done(progress);
    }
    if (!publisher.test(changes)) {
      return new JobStep.Blocked(
          null,
          new Progress(job.done(), null),
          1,
          "Kafka did not acknowledge changes of batches; check that the brokers are available. They"
              + " are published again");
    }
    notices.published(changes);
    return changes.size() < MAX_PUBLISHED
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
