package dev.notifier.worker.retention;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.people.TimelineEntries;
import dev.notifier.store.people.TimelineLinks;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Deletes what other channels said to persons when the retention of messages is over, the oldest
 * first, and links to timelines that are not valid any more.
 */
public final class TimelineDeletion implements JobKind {
  static final int MAX_ROWS = 1_000;

  private final TimelineEntries entries;
  private final TimelineLinks links;
  private final Duration kept;

  /**
   * For a database.
   *
   * @param kept as for the constructor
   */
  public static TimelineDeletion of(DataSource database, Duration kept) {
    return new TimelineDeletion(new TimelineEntries(database), new TimelineLinks(database), kept);
  }

  /**
   * @param kept how long entries are kept after the time at which the person was informed
   */
  TimelineDeletion(TimelineEntries entries, TimelineLinks links, Duration kept) {
    this.entries = entries;
    this.links = links;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "timeline";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(5);
  }

  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    int old = entries.delete(SweepStore.lowestId(job.now().minus(kept)), MAX_ROWS);
    int expired = links.deleteExpired(MAX_ROWS);
    Progress progress = new Progress(job.done() + old + expired, null);
    return old < MAX_ROWS && expired < MAX_ROWS
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
