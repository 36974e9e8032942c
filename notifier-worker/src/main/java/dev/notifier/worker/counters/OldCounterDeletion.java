package dev.notifier.worker.counters;

import dev.notifier.store.counters.CounterDeletion;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Deletes counters after five years, and those of the last weeks that are zero. Each step looks at
 * one day, and deletes a page of the old ones.
 */
public final class OldCounterDeletion implements JobKind {
  static final int MAX_ROWS = 1_000;

  /** How long counters are kept: they have no personal data, and reports compare years. */
  static final Duration KEPT = Duration.ofDays(5 * 366);

  /** The counters of these days are looked at; late receipts change younger ones. */
  static final int ZEROS_FROM_DAYS = 30;

  static final int ZEROS_TO_DAYS = 4;

  private final CounterDeletion store;

  public OldCounterDeletion(CounterDeletion store) {
    this.store = store;
  }

  /**
   * Where a step begins.
   *
   * @param daysAgo the day, counted back from today, whose zeros are deleted next
   * @param batches whether there may be old counters of batches, which are found by a full scan
   */
  record Position(int daysAgo, boolean batches) {}

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
    Position position = job.position(Position.class);
    int daysAgo = position == null ? ZEROS_FROM_DAYS : position.daysAgo();
    Instant before = job.now().minus(KEPT);
    int hours = store.deleteHours(before, MAX_ROWS);
    boolean looks = position == null || position.batches();
    int batches = looks ? store.deleteBatches(before, MAX_ROWS) : 0;
    Instant today = job.now().truncatedTo(ChronoUnit.DAYS);
    int zeros = 0;
    if (daysAgo >= ZEROS_TO_DAYS) {
      Instant day = today.minus(Duration.ofDays(daysAgo));
      zeros = store.deleteZeros(day, day.plus(Duration.ofDays(1)));
    }
    Progress progress = new Progress(job.done() + hours + batches + zeros, null);
    return daysAgo <= ZEROS_TO_DAYS && hours < MAX_ROWS && batches < MAX_ROWS
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(new Position(daysAgo - 1, batches == MAX_ROWS), progress);
  }
}
