package dev.notifier.worker.audit;

import dev.notifier.store.audit.AuditMonths;
import dev.notifier.store.audit.UnusedSubjects;
import dev.notifier.store.audit.UnusedSubjects.Position;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Creates the months of the audit ahead, and removes those whose retention is over. The removal has
 * an entry in the audit. Then deletes whom ids mean that no row has any more. The progress counts
 * months.
 */
public final class AuditRetention implements JobKind {
  /** Without a month, no command can be done, so they last for two years without this job. */
  static final int MONTHS_AHEAD = 25;

  /** About 100 ms. */
  static final int MAX_BLOCKS = 5_000;

  /** The retention belongs to no tenant; the first one operates the system. */
  private static final String TENANT = "default";

  /** Each is looked for in each month: about 200 ms. */
  static final int MAX_SUBJECTS = 500;

  private final AuditMonths months;
  private final UnusedSubjects subjects;
  private final Duration retention;

  public AuditRetention(AuditMonths months, UnusedSubjects subjects, Duration retention) {
    this.months = months;
    this.subjects = subjects;
    this.retention = retention;
  }

  @Override
  public String name() {
    return "audit-months";
  }

  @Override
  public Duration period() {
    return Duration.ofDays(1);
  }

  /** Two years remain to repair it. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    Position position = job.position(Position.class);
    if (position != null) {
      return deleteSubjects(position, new Progress(job.done(), null));
    }
    int created = months.create(MONTHS_AHEAD);
    LocalDate before = job.now().minus(retention).atOffset(ZoneOffset.UTC).toLocalDate();
    AuditMonths.Result result = months.removeOldest(before, TENANT);
    return switch (result) {
      case REMOVED -> new JobStep.Proceed(null, new Progress(job.done() + created + 1, null));
      case NOTHING -> deleteBlocks(new Progress(job.done() + created, null));
      case BUSY ->
          new JobStep.Blocked(
              null,
              new Progress(job.done() + created, null),
              1,
              "The oldest month of the audit is in use, so it was not removed; it is tried again."
                  + " If that remains, end the transaction that reads the audit");
    };
  }

  /** The blocks of a removed month may be millions. */
  private JobStep deleteBlocks(Progress progress) {
    return months.deleteBlocks(MAX_BLOCKS) < MAX_BLOCKS
        ? deleteSubjects(Position.START, progress)
        : new JobStep.Proceed(null, progress);
  }

  private JobStep deleteSubjects(Position after, Progress progress) {
    Position next = subjects.delete(after, MAX_SUBJECTS).next();
    return next == null ? new JobStep.Done(progress) : new JobStep.Proceed(next, progress);
  }
}
