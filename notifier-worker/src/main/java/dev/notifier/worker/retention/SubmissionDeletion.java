package dev.notifier.worker.retention;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.retention.SubmissionDeletionStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;

/**
 * Deletes submissions a week after the last receipt could have come. Reads the whole table once a
 * day, a few pages in each step. The progress counts pages.
 */
public final class SubmissionDeletion implements JobKind {
  /** 4 MiB, about 30,000 rows. */
  static final int PAGES = 512;

  /** How much longer submissions are kept than receipts are awaited. */
  static final Duration KEPT = Duration.ofDays(7);

  /** Routes that are no longer configured may have had a longer time. */
  private static final Duration AT_LEAST_AWAITED = Duration.ofDays(3);

  private final SubmissionDeletionStore store;
  private final Duration kept;

  /**
   * @param noReceiptAfter how long receipts are awaited, for each route
   */
  public SubmissionDeletion(SubmissionDeletionStore store, Collection<Duration> noReceiptAfter) {
    this.store = store;
    this.kept =
        noReceiptAfter.stream()
            .reduce(AT_LEAST_AWAITED, (first, other) -> first.compareTo(other) > 0 ? first : other)
            .plus(KEPT);
  }

  /** Where a step begins. */
  record Position(long page) {}

  @Override
  public String name() {
    return "submissions";
  }

  @Override
  public Duration period() {
    return Duration.ofDays(1);
  }

  @Override
  public JobStep step(LeasedJob job) {
    long page = Objects.requireNonNullElse(job.position(Position.class), new Position(0)).page();
    long pages = store.pages();
    long end = Math.min(page + PAGES, pages);
    if (page < end) {
      store.delete(page, end, job.now().minus(kept));
    }
    Progress progress = new Progress(Math.max(page, end), pages);
    return end >= pages
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(new Position(end), progress);
  }
}
