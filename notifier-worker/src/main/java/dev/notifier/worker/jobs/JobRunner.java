package dev.notifier.worker.jobs;

import dev.notifier.store.jobs.JobMonitor;
import dev.notifier.store.jobs.JobQueue;
import dev.notifier.store.jobs.JobStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Does the steps of the jobs of all kinds. The kinds take turns on two threads: a turn is one step,
 * and after it the kind pauses for several times as long, so a kind whose steps are slow or fail
 * leaves the threads to the others. Only if two kinds hang at the same time, the others wait, at
 * most until PostgreSQL's connection cuts the statements off after 30 s. Can be started and stopped
 * once; thread-safe.
 */
public final class JobRunner {
  /** Longer than any step: a statement is cut off after 30 s. */
  static final int LEASE_SECONDS = 120;

  /** How long a worker waits before it asks again whether a job of a kind is due. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(15);

  /** Each step uses a connection to PostgreSQL, of which the stages need most. */
  private static final int THREADS = 2;

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

  private final List<JobTurn> turns = new ArrayList<>();
  private final JobHealth health;
  private final ScheduledThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor looks;

  /**
   * How the runner works.
   *
   * @param owner the name of this worker
   * @param sharePercent the share of the time that a job, and a kind on one worker, may use; 1 to
   *     100
   * @param retention how long jobs are kept that have ended
   */
  public record Settings(String owner, int sharePercent, Duration retention) {}

  /**
   * @param kinds all kinds, except the deletion of ended jobs
   * @param beforeStep throws if steps must wait; then no job is taken, and no attempt counted. May
   *     wait for some seconds
   * @param nanoTime a monotonic clock
   * @throws IllegalArgumentException if a name is invalid, or two kinds have the same
   */
  public JobRunner(
      Settings settings,
      DataSource dataSource,
      List<JobKind> kinds,
      Runnable beforeStep,
      LongSupplier nanoTime,
      MeterRegistry registry) {
    List<JobKind> all = new ArrayList<>(kinds);
    all.add(new EndedJobDeletion(new JobStore(dataSource), settings.retention()));
    Set<String> names = names(all);
    JobMetrics metrics = new JobMetrics(registry, names);
    JobQueue queue = new JobQueue(dataSource);
    JobTurn.Settings turn =
        new JobTurn.Settings(
            settings.owner(), Duration.ofSeconds(LEASE_SECONDS), settings.sharePercent(), IDLE);
    all.forEach(kind -> turns.add(new JobTurn(kind, queue, turn, beforeStep, nanoTime, metrics)));
    health = new JobHealth(new JobMonitor(dataSource), all, metrics);
    threads = new ScheduledThreadPoolExecutor(THREADS, daemons("job-"));
    // Otherwise each kind would have one more turn after the stop.
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    looks = new ScheduledThreadPoolExecutor(1, daemons("job-health-"));
  }

  private static ThreadFactory daemons(String name) {
    return Thread.ofPlatform().name(name, 0).daemon().factory();
  }

  private static Set<String> names(List<JobKind> kinds) {
    Set<String> names = kinds.stream().map(JobKind::name).collect(Collectors.toUnmodifiableSet());
    if (names.size() < kinds.size()) {
      throw new IllegalArgumentException("Two kinds of jobs have the same name");
    }
    names.stream()
        .filter(name -> !NAME.matcher(name).matches() || name.equals(JobMetrics.OTHER))
        .forEach(name -> {
          throw new IllegalArgumentException("The kind of jobs " + name + " needs another name");
        });
    return names;
  }

  /** Starts with all kinds at once; nothing waits for PostgreSQL. */
  @SuppressWarnings("FutureReturnValueIgnored") // look() catches its exceptions.
  public void start() {
    turns.forEach(turn -> next(turn, Duration.ZERO));
    looks.scheduleWithFixedDelay(health::look, 0, LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A turn catches its exceptions.
  private void next(JobTurn turn, Duration delay) {
    try {
      threads.schedule(() -> next(turn, turn.run()), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The runner was stopped.
    }
  }

  /**
   * Waits until the steps that are being done are saved. What is not saved in time is done by
   * another worker after the lease.
   */
  public void stop(Duration timeout) {
    looks.shutdownNow();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What prevents progress, each with what to do; empty if nothing does. Cheap. */
  public List<String> problems() {
    return health.problems();
  }

  /** What needs attention but does not prevent progress; empty if nothing does. Cheap. */
  public List<String> warnings() {
    return health.warnings();
  }
}
