package dev.notifier.worker.jobs;

import dev.notifier.store.jobs.LeasedJob;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs of one kind do. To add a kind, implement this interface in the package of the
 * feature and add it to the list in {@code JobKinds}; a job is added with {@code JobStore.add}, or,
 * for a periodic kind, by the runner itself.
 *
 * <p>The runner calls {@link #step} again and again, on any worker, until it returns {@link
 * JobStep.Done} or {@link JobStep.Failed}:
 *
 * <ul>
 *   <li>A step is a bounded amount of work, at most about a second. It may not take longer than the
 *       lease of {@value JobRunner#LEASE_SECONDS} s: another worker then does it as well, and what
 *       this one saves is refused.
 *   <li>A step that fails is repeated from the same position, so its work must be repeatable. With
 *       {@link #inTransaction}, its work on PostgreSQL and its position are saved together or not
 *       at all, and nothing is done twice.
 *   <li>After a step the job pauses, so that it uses only its share of the time. On each worker,
 *       one step of a kind runs at a time.
 *   <li>A step that throws is repeated with growing delays. After {@value JobTurn#MAX_ATTEMPTS}
 *       attempts in a row the job has failed; a periodic job is repeated for ever.
 *   <li>A step takes the time from {@link LeasedJob#now}, and never from the worker's clock.
 * </ul>
 *
 * <p>Implementations are thread-safe and keep no state between steps.
 */
public interface JobKind {
  /**
   * The name under which jobs of this kind are stored, in metrics, and for operators: 1 to 40 of a
   * to z, 0 to 9 and hyphen. It never changes.
   */
  String name();

  /**
   * For a kind with one periodic job: how long after its end the job is due again, at least 1 s;
   * null for a kind whose jobs are added one by one.
   */
  default @Nullable Duration period() {
    return null;
  }

  /**
   * Of a periodic kind: whether the worker is DOWN when its job is more than an hour behind.
   * Otherwise that is a warning.
   */
  default boolean isNeededForProgress() {
    return true;
  }

  /** The most percent of the time that it uses, if {@code notifier.worker.jobs.share} is more. */
  default int maxSharePercent() {
    return 100;
  }

  /**
   * The percent of the time that it may use although {@code notifier.worker.jobs.share} is less,
   * because someone waits for it. Asked after each step, in its transaction if it has one.
   */
  default int minSharePercent() {
    return 0;
  }

  /**
   * Whether a step runs in one transaction with the saving of its position. The stores of this
   * database take part in it, except {@code PlanStore}, which has connections of its own. False for
   * work elsewhere, such as on Kafka, and for statements that PostgreSQL rejects in a transaction.
   */
  default boolean inTransaction() {
    return true;
  }

  /**
   * Does the next step.
   *
   * @throws RuntimeException if the step cannot be done now; it is repeated later. Only the message
   *     of a {@code SafeFailure} is shown to operators
   */
  JobStep step(LeasedJob job);

  /**
   * Notes where people look that a job of a kind that is not periodic has failed for good. It is
   * called in the transaction that ends the job.
   */
  default void failed(LeasedJob job) {}
}
