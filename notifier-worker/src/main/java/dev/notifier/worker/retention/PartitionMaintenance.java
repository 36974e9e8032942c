package dev.notifier.worker.retention;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Creates the partitions of the next two weeks, and drops those of event digests after 90 days.
 * Creating comes first, because a drop may fail: each waits at most a second for transactions that
 * use the table. A step drops one partition, so others wait for a moment only.
 */
public final class PartitionMaintenance implements JobKind {
  static final int DAYS_AHEAD = 14;

  /** A copy of an event with the same time is detected for so many days. */
  static final int DIGESTS_KEPT_DAYS = 90;

  private final PartitionStore store;

  public PartitionMaintenance(PartitionStore store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "partitions";
  }

  @Override
  public Duration period() {
    return Duration.ofHours(1);
  }

  /** What was created is kept if a drop fails. */
  @Override
  public boolean inTransaction() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    LocalDate today = job.now().atOffset(ZoneOffset.UTC).toLocalDate();
    int changed = 0;
    for (Table table : Table.values()) {
      changed += store.create(table, today, today.plusDays(DAYS_AHEAD));
    }
    LocalDate dropped = store.dropOldest(Table.EVENT_DIGESTS, today.minusDays(DIGESTS_KEPT_DAYS));
    return dropped == null
        ? new JobStep.Done(new Progress(job.done() + changed, null))
        : new JobStep.Proceed(null, new Progress(job.done() + changed + 1, null));
  }
}
