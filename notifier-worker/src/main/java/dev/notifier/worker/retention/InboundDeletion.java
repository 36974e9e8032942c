package dev.notifier.worker.retention;

import dev.notifier.store.inbound.NumberStates;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.retention.InboundDeletionStore;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Deletes inbound messages when their retention is over, the oldest first, and the states of
 * numbers that have not written for two days.
 */
public final class InboundDeletion implements JobKind {
  static final int MAX_ROWS = 1_000;

  private final InboundDeletionStore store;
  private final NumberStates numbers;
  private final Duration kept;

  public InboundDeletion(InboundDeletionStore store, NumberStates numbers, Duration kept) {
    this.store = store;
    this.numbers = numbers;
    this.kept = kept;
  }

  @Override
  public String name() {
    return "inbound-messages";
  }

  @Override
  public Duration period() {
    return Duration.ofHours(1);
  }

  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    int deleted = store.delete(SweepStore.lowestId(job.now().minus(kept)), MAX_ROWS);
    LocalDate yesterday = job.now().atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1);
    int forgotten = numbers.delete(yesterday, MAX_ROWS);
    Progress progress = new Progress(job.done() + deleted, null);
    return deleted < MAX_ROWS && forgotten < MAX_ROWS
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
