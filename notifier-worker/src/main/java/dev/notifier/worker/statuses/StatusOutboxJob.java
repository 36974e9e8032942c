package dev.notifier.worker.statuses;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * A job that publishes the rows of an outbox on {@code notifier.statuses}, at least once each. The
 * progress counts them.
 *
 * @param <T> a row that waits to be published
 */
public final class StatusOutboxJob<T> implements JobKind {
  private static final int MAX_PUBLISHED = 100;

  /** What is published. */
  public enum Kind {
    BATCHES(
        "batch-notices",
        Duration.ofSeconds(2),
        "Kafka did not acknowledge changes of batches; check that the brokers are available. They"
            + " are published again"),
    WRONG_PERSONS(
        "wrong-persons",
        Duration.ofSeconds(5),
        "Kafka did not acknowledge statements about wrong persons; check that the brokers are"
            + " available. They are published again"),
    FORGED_TEXTS(
        "forged-texts",
        Duration.ofSeconds(5),
        "Kafka did not acknowledge alerts of forged texts; check that the brokers are available."
            + " They are published again");

    private final String job;
    private final Duration period;
    private final String whenBlocked;

    Kind(String job, Duration period, String whenBlocked) {
      this.job = job;
      this.period = period;
      this.whenBlocked = whenBlocked;
    }
  }

  /**
   * The rows that wait.
   *
   * @param waiting returns at most as many of them as it is given
   * @param published notes that rows were published, with the time of the job
   */
  public record Queue<T>(IntFunction<List<T>> waiting, BiConsumer<List<T>, Instant> published) {}

  private final Kind kind;
  private final Queue<T> queue;
  private final Predicate<List<T>> publisher;

  /**
   * @param publisher publishes rows; returns false if it could not, and they are to be published
   *     again
   */
  public StatusOutboxJob(Kind kind, Queue<T> queue, Predicate<List<T>> publisher) {
    this.kind = kind;
    this.queue = queue;
    this.publisher = publisher;
  }

  @Override
  public String name() {
    return kind.job;
  }

  @Override
  public Duration period() {
    return kind.period;
  }

  /** Messages are sent and answered without it. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    List<T> rows =
        StatusOutboxPublisher.canPublish() ? queue.waiting().apply(MAX_PUBLISHED) : List.of();
    Progress progress = new Progress(job.done() + rows.size(), null);
    if (rows.isEmpty()) {
      return new JobStep.Done(progress);
    }
    if (!publisher.test(rows)) {
      return new JobStep.Blocked(null, new Progress(job.done(), null), 1, kind.whenBlocked);
    }
    queue.published().accept(rows, job.now());
    return rows.size() < MAX_PUBLISHED
        ? new JobStep.Done(progress)
        : new JobStep.Proceed(null, progress);
  }
}
