package dev.notifier.worker.retention;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.retention.SecretTextStore;
import dev.notifier.store.retention.SecretTextStore.StepResult;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.util.UUID;

/**
 * Overwrites texts with one-time codes an hour after their time to live. Track overwrites those of
 * notifications that have ended before.
 */
public final class SecretTextDeletion implements JobKind {
  /** The texts that a step looks at. */
  static final int MAX_ROWS = 2_000;

  /** How long after its time to live a text is kept: the carrier may still respond. */
  static final Duration KEPT = Duration.ofHours(1);

  /** How long after planning a text without a time to live is kept, if it was submitted. */
  static final Duration KEPT_WITHOUT_LIMIT = Duration.ofDays(1);

  private final SecretTextStore store;

  public SecretTextDeletion(SecretTextStore store) {
    this.store = store;
  }

  /** After which notification a step begins. */
  record Position(UUID after) {}

  @Override
  public String name() {
    return "secret-texts";
  }

  @Override
  public Duration period() {
    return Duration.ofMinutes(1);
  }

  @Override
  public JobStep step(LeasedJob job) {
    Position position = job.position(Position.class);
    StepResult step =
        store.overwrite(
            position == null ? null : position.after(),
            job.now().minus(KEPT),
            job.now().minus(KEPT_WITHOUT_LIMIT),
            MAX_ROWS);
    Progress progress = new Progress(job.done() + step.texts(), null);
    UUID last = step.last();
    return last == null
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(new Position(last), progress);
  }
}
