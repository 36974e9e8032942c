package dev.notifier.worker.counters;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.templates.TemplateBytesCount;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.util.Objects;

/** Counts how large the templates of tenants are. */
public final class TenantBytesCount implements JobKind {
  /** Most have some kilobytes; the largest, of 16 MiB, takes about 100 ms. */
  static final int MAX_TENANTS = 10;

  private final TemplateBytesCount count;

  public TenantBytesCount(TemplateBytesCount count) {
    this.count = count;
  }

  /**
   * Where a step begins.
   *
   * @param tenant the last one of the step before
   */
  record Position(String tenant) {}

  @Override
  public String name() {
    return "template-bytes";
  }

  @Override
  public Duration period() {
    return Duration.ofDays(1);
  }

  /** Each change of a tenant's templates counts them as well. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    Position position = Objects.requireNonNullElse(job.position(Position.class), new Position(""));
    String last = count.next(position.tenant(), MAX_TENANTS);
    Progress progress = new Progress(job.done() + 1, null);
    return last == null
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(new Position(last), progress);
  }
}
