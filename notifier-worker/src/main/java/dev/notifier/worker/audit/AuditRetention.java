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
import org.jspecify.annotations.Nullable;

/**
 * Creates the months of the audit ahead, and removes those whose retention is over. The removal has
 * an entry in the audit. Then, if a month was removed, deletes the subjects that no row names any
 * more. The progress counts months.
 */
public final class AuditRetention implements JobKind {
  /** Without a month, no command can be done, so they last for two years without this job. */
  static final int MONTHS_AHEAD = 25;

  /** About 100 ms. */
  static final int MAX_BLOCKS = 5_000;

  /** The retention belongs to no tenant; the first one operates the system. */
  private static final String TENANT = "default";

  /**
   * A position that says that a month was removed. Without one, no id has lost its last row, and
   * all subjects would be read for nothing.
   */
  private static final Position REMOVED = Position.START;

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
    if (position != null && !position.equals(REMOVED)) {
      return deleteSubjects(position, new Progress(job.done(), null));
    }
    int created = months.create(MONTHS_AHEAD);
    LocalDate before = job.now().minus(retention).atOffset(ZoneOffset.UTC).toLocalDate();
    AuditMonths.Result result = months.removeOldest(before, TENANT);
    return switch (result) {
      case REMOVED -> new JobStep.Proceed(REMOVED, new Progress(job.done() + created + 1, null));
      case NOTHING -> deleteBlocks(position, new Progress(job.done() + created, null));
      case BUSY ->
          new JobStep.Blocked(
              position,
              new Progress(job.done() + created, null),
              1,
              "The oldest month of the audit is in use, so it was not removed; it is tried again."
                  + " If that remains, end the transaction that reads the audit");
    };
  }

  /** The blocks of a removed month may be millions. */
  private JobStep deleteBlocks(@Nullable Position position, Progress progress) {
    if (months.deleteBlocks(MAX_BLOCKS) == MAX_BLOCKS) {
      return new JobStep.Proceed(position, progress);
    }
    return position == null ? new JobStep.Done(progress) : deleteSubjects(Position.START, progress);
  }

  private JobStep deleteSubjects(Position after, Progress progress) {
    Position next = subjects.delete(after, MAX_SUBJECTS).next();
    return next == null ? new JobStep.Done(progress) : new JobStep.Proceed(next, progress);
  }
}
