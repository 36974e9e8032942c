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

/** Creates the partitions of the next two weeks. {@link DataRetention} drops those of old days. */
public final class PartitionMaintenance implements JobKind {
  static final int DAYS_AHEAD = 14;

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

  @Override
  public JobStep step(LeasedJob job) {
    LocalDate today = job.now().atOffset(ZoneOffset.UTC).toLocalDate();
    int created = 0;
    for (Table table : Table.values()) {
      created += store.create(table, today, today.plusDays(DAYS_AHEAD));
    }
    return new JobStep.Done(new Progress(job.done() + created, null));
  }
}
