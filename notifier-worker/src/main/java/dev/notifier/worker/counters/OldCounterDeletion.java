package dev.notifier.worker.counters;

import dev.notifier.store.counters.CounterDeletion;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.reports.SentSegmentStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Deletes counters after five years, and those of the last weeks that are zero. Each step looks at
 * one day, deletes a number of the old ones and of the groups without any, and reads some pages of
 * those of batches.
 */
public final class OldCounterDeletion implements JobKind {
  static final int MAX_ROWS = 1_000;

  /** 4 MiB of the counters of batches and groups, about 30,000. */
  static final int PAGES = 512;

  /** How long counters are kept: they have no personal data, and reports compare years. */
  static final Duration KEPT = Duration.ofDays(5 * 366);

  /** The counters of these days are looked at; late receipts change younger ones. */
  static final int ZEROS_FROM_DAYS = 30;

  static final int ZEROS_TO_DAYS = 4;

  private final CounterDeletion store;
  private final SentSegmentStore sent;

  public OldCounterDeletion(CounterDeletion store, SentSegmentStore sent) {
    this.store = store;
    this.sent = sent;
  }

  /**
   * Where a step begins.
   *
   * @param daysAgo the day, counted back from today, whose zeros are deleted next
   * @param page the page of the counters of batches that is read next; null = from the first
   */
  record Position(int daysAgo, @Nullable Long page) {}

  /** Nothing waits for it. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public String name() {
    return "old-counters";
  }

  @Override
  public Duration period() {
    return Duration.ofDays(1);
  }

  @Override
  public JobStep step(LeasedJob job) {
    Position position =
        Objects.requireNonNullElse(
            job.position(Position.class), new Position(ZEROS_FROM_DAYS, null));
    int daysAgo = position.daysAgo();
    Instant before = job.now().minus(KEPT);
    int hours = store.deleteHours(before, MAX_ROWS);
    int sentHours = sent.deleteHours(before, MAX_ROWS);
    long page = Objects.requireNonNullElse(position.page(), 0L);
    long pages = store.batchPages();
    long end = Math.min(page + PAGES, pages);
    int batches = page < end ? store.deleteBatches(page, end, before) : 0;
    int groups = store.deleteGroups(before, MAX_ROWS);
    int zeros = daysAgo >= ZEROS_TO_DAYS ? deleteZeros(job.now(), daysAgo) : 0;
    Progress progress =
        new Progress(job.done() + hours + sentHours + batches + groups + zeros, null);
    int most = Math.max(Math.max(hours, sentHours), groups);
    return daysAgo <= ZEROS_TO_DAYS && most < MAX_ROWS && end >= pages
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(new Position(daysAgo - 1, Math.max(page, end)), progress);
  }

  private int deleteZeros(Instant now, int daysAgo) {
    Instant day = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(daysAgo));
    return store.deleteZeros(day, day.plus(Duration.ofDays(1)));
  }
}
