package dev.notifier.worker.jobs;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A kind whose steps a test defines. */
record TestKind(
    String name,
    @Nullable Duration period,
    boolean inTransaction,
    Function<LeasedJob, JobStep> steps)
    implements JobKind {

  TestKind(String name, Function<LeasedJob, JobStep> steps) {
    this(name, null, true, steps);
  }

  /** Counts to a number in the position, one in each step. */
  static JobStep count(LeasedJob job, int to) {
    Integer position = job.position(Integer.class);
    int counted = position == null ? 1 : position + 1;
    Progress progress = new Progress(counted, (long) to);
    return counted == to ? new JobStep.Done(progress) : new JobStep.Proceed(counted, progress);
  }

  @Override
  public JobStep step(LeasedJob job) {
    return steps.apply(job);
  }
}
