package dev.notifier.worker.jobs;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.store.jobs.JobQueue;
import dev.notifier.store.jobs.LeasedJob;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of one kind: takes the job that is due, does one step, and saves it. Used by one thread
 * at a time.
 */
final class JobTurn {
  private static final Logger log = LoggerFactory.getLogger(JobTurn.class);

  /** With the delays between them, about two hours: an outage rarely lasts longer. */
  static final int MAX_ATTEMPTS = 12;

  private final JobKind kind;
  private final JobQueue queue;
  private final Settings settings;
  private final Runnable beforeStep;
  private final LongSupplier nanoTime;
  private final JobMetrics metrics;
  private final @Nullable Duration period;
  private boolean ensured;

  /**
   * How turns work.
   *
   * @param owner the name of this worker
   * @param lease how long a step may take
   * @param sharePercent the share of the time that a job uses, 1 to 100
   * @param idle how long to wait when no job of the kind is due
   */
  record Settings(String owner, Duration lease, int sharePercent, Duration idle) {}

  JobTurn(
      JobKind kind,
      JobQueue queue,
      Settings settings,
      Runnable beforeStep,
      LongSupplier nanoTime,
      JobMetrics metrics) {
    this.kind = kind;
    this.queue = queue;
    this.settings = settings;
    this.beforeStep = beforeStep;
    this.nanoTime = nanoTime;
    this.metrics = metrics;
    period = kind.period();
  }

  /** The job was cancelled, or another worker has it; the step must be rolled back. */
  private static final class LeaseLostException extends RuntimeException {}

  /** Returns how long this worker does no other step of the kind. Never throws. */
  Duration run() {
    LeasedJob job = null;
    try {
      beforeStep.run();
      job = take();
      return job == null ? settings.idle() : step(job);
    } catch (LeaseLostException e) {
      log.info("A step of {} was given up: it was cancelled, or another worker took it", job);
      return settings.idle();
    } catch (RuntimeException | Error e) {
      return failed(job, e);
    }
  }

  private @Nullable LeasedJob take() {
    if (period != null && !ensured) {
      queue.ensurePeriodic(kind.name());
      ensured = true;
    }
    return queue.take(kind.name(), settings.owner(), settings.lease()).orElse(null);
  }

  private Duration step(LeasedJob job) {
    if (job.lease().abandoned() && job.attempts() >= MAX_ATTEMPTS) {
      // Doing the step once more would perhaps end this worker, too.
      return saveFailure(job, "its worker ended during each of the last attempts; see its log");
    }
    return kind.inTransaction() ? queue.inTransaction(() -> stepAndSave(job)) : stepAndSave(job);
  }

  private Duration stepAndSave(LeasedJob job) {
    long began = nanoTime.getAsLong();
    JobStep step = kind.step(job);
    Duration took = Duration.ofNanos(nanoTime.getAsLong() - began);
    int share =
        Math.max(kind.minSharePercent(), Math.min(settings.sharePercent(), kind.maxSharePercent()));
    Duration pause = StepPause.after(took, share);
    boolean saved =
        switch (step) {
          case JobStep.Proceed(Object position, var progress) ->
              queue.proceed(job, position, progress, pause);
          case JobStep.Later(Object position, var progress, Duration delay) ->
              queue.proceed(job, position, progress, delay);
          case JobStep.Blocked blocked -> block(job, blocked);
          case JobStep.Done(var progress) ->
              queue.finish(job, progress, period == null ? Duration.ZERO : period);
          case JobStep.Failed(String error) -> fail(job, error);
        };
    if (!saved) {
      throw new LeaseLostException();
    }
    metrics.step(kind.name(), took);
    return pause;
  }

  private boolean block(LeasedJob job, JobStep.Blocked step) {
    metrics.failure(kind.name());
    Duration delay = StepPause.afterFailure(step.times() - 1, period);
    return queue.block(job, step.position(), step.progress(), step.error(), delay);
  }

  private boolean fail(LeasedJob job, String error) {
    metrics.failure(kind.name());
    return period == null
        ? failForGood(job, error)
        : queue.retry(job, error, StepPause.afterFailure(job.attempts(), period));
  }

  private boolean failForGood(LeasedJob job, String error) {
    return queue.inTransaction(() -> {
      boolean failed = queue.fail(job, error);
      if (failed) {
        kind.failed(job);
      }
      return failed;
    });
  }

  private Duration failed(@Nullable LeasedJob job, Throwable failure) {
    String error = RedactedError.of(failure);
    if (job == null) {
      log.debug("Cannot take a job of the kind {}: {}", kind.name(), error);
      return settings.idle();
    }
    log.warn("A step of {} failed: {}", job, error);
    try {
      return saveFailure(job, error);
    } catch (RuntimeException e) {
      // The lease ends by itself, and then the step counts as failed.
      log.warn("The failure of {} cannot be saved: {}", job, RedactedError.of(e));
      return settings.idle();
    }
  }

  /** After a failure, the other jobs of the kind need not wait. */
  private Duration saveFailure(LeasedJob job, String error) {
    metrics.failure(kind.name());
    boolean lastAttempt = period == null && job.attempts() + 1 >= MAX_ATTEMPTS;
    boolean saved =
        lastAttempt
            ? failForGood(job, error)
            : queue.retry(job, error, StepPause.afterFailure(job.attempts(), period));
    if (saved && lastAttempt) {
      log.error("The job {} has failed: {}", job, error);
    }
    return settings.idle();
  }
}
