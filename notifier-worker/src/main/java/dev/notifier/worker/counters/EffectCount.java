package dev.notifier.worker.counters;

import dev.notifier.store.effects.EffectAge;
import dev.notifier.store.effects.EffectCounting;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many reminders were followed by their outcome, when the windows of a day have ended.
 * Where it is, is stored with each effect. The progress counts pages.
 */
public final class EffectCount implements JobKind {
  /** With the delays of failed steps, about ten minutes. */
  private static final int BLOCKED = 8;

  /** Then the past days of many new effects, or a slow disk, delay the figures. */
  private static final Duration LATE = Duration.ofDays(1);

  private final EffectCounting counting;
  private final EffectAge age;

  public EffectCount(EffectCounting counting, EffectAge age) {
    this.counting = counting;
    this.age = age;
  }

  @Override
  public String name() {
    return "effects";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(10);
  }

  /** Only reports wait for it. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  /** Each effect has a transaction of its own, so that one that fails does not hold the others. */
  @Override
  public boolean inTransaction() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    if (counting.step(job.now()) != EffectCounting.Step.IDLE) {
      return new JobStep.Proceed(null, new Progress(job.done() + 1, null, behind()));
    }
    Progress same = new Progress(job.done(), null);
    if (counting.deleteOld(job.now())) {
      return new JobStep.Proceed(null, same);
    }
    int failing = counting.failing();
    return failing == 0
        ? new JobStep.Done(same)
        : new JobStep.Blocked(
            null,
            same,
            BLOCKED,
            failing
                + " effects cannot be counted; the log of the worker has the errors. They are tried"
                + " again each hour");
  }

  private @Nullable String behind() {
    Duration oldest = age.oldest();
    return oldest.compareTo(LATE) < 0
        ? null
        : "behind: the oldest day that can be counted has waited for "
            + oldest.toHours()
            + " hours";
  }
}
