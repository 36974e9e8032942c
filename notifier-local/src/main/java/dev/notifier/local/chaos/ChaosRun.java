package dev.notifier.local.chaos;

import dev.notifier.local.bench.EventPoster;
import dev.notifier.local.bench.NotificationStates;
import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.bench.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One chaos run against a running system with two workers: posts events, injects faults and kills
 * workers, waits until every message has ended, and compares the database with the simulator.
 */
public final class ChaosRun {
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(10);

  /** Counted from the last event. Some retries wait longer than events live. */
  private static final Duration END_WITHIN = Duration.ofMinutes(15);

  /** The run ends after this many polls without a change: late responses and receipts may come. */
  private static final int QUIET_POLLS = 3;

  private static final int RUN_RADIX = 36;

  private final Target target;
  private final ChaosOptions options;
  private final WorkerRestart workers;
  private final PrintStream out;
  private final long begun = System.nanoTime();
  private final ChaosEvents events;

  public ChaosRun(Target target, ChaosOptions options, WorkerRestart workers, PrintStream out) {
    this.target = target;
    this.options = options;
    this.workers = workers;
    this.out = out;
    var run = "c" + Long.toString(System.currentTimeMillis(), RUN_RADIX);
    this.events = new ChaosEvents(run, options.seed());
  }

  /**
   * Prints the verdict and writes it to the file.
   *
   * @return whether every guarantee was kept
   * @throws IOException when a component fails
   */
  public boolean run(Path json) throws IOException, InterruptedException {
    try (var simulator = new SimulatorClient(target.simulator().orElseThrow());
        var rows = new NotificationRows(target.database(), events.source())) {
      var verdict = new Execution(simulator, rows).run();
      out.println(VerdictTable.of(verdict));
      Files.writeString(json, VerdictJson.of(verdict));
      out.println("The verdict as JSON: " + json);
      return verdict.isKept();
    } catch (SQLException e) {
      throw new IOException("The database query failed: " + e.getMessage(), e);
    }
  }

  /** The run itself, with the tasks that work concurrently. */
  private final class Execution {
    private final SimulatorClient simulator;
    private final NotificationRows rows;
    private final EventPoster poster = new EventPoster(target, events);
    private final PacedPoster pacedPoster;
    private final FaultInjector injector;
    private final WorkerKiller killer;
    private final SimulatorRecords records;

    Execution(SimulatorClient simulator, NotificationRows rows) {
      var random = new SplittableRandom(options.seed());
      this.simulator = simulator;
      this.rows = rows;
      this.pacedPoster = new PacedPoster(poster, options.rate(), random.split());
      this.injector = new FaultInjector(simulator, random.split());
      this.killer = new WorkerKiller(workers, simulator, random.split());
      this.records = new SimulatorRecords(simulator);
    }

    Verdict run() throws IOException, InterruptedException, SQLException {
      var until = System.nanoTime() + Duration.ofMinutes(options.minutes()).toNanos();
      try (var threads = Executors.newCachedThreadPool()) {
        var following = threads.submit(() -> call(records::follow));
        var tasks =
            List.<Future<?>>of(
                threads.submit(() -> call(() -> pacedPoster.run(until))),
                threads.submit(() -> call(() -> injector.run(until))),
                threads.submit(() -> call(() -> killer.run(until))));
        try {
          while (!tasks.stream().allMatch(Future::isDone)) {
            requireNoFailure(tasks);
            requireNoFailure(List.of(following));
            waitAndPrintProgress();
          }
          requireNoFailure(tasks);
          awaitEnd(following);
          records.end();
          following.get();
        } catch (ExecutionException e) {
          throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
          threads.shutdownNow();
        }
      }
      return verdict();
    }

    private void requireNoFailure(List<Future<?>> tasks) throws IOException {
      for (var task : tasks) {
        if (task.state() == Future.State.FAILED) {
          throw new IOException(String.valueOf(task.exceptionNow()), task.exceptionNow());
        }
      }
    }

    private void awaitEnd(Future<?> following)
        throws IOException, InterruptedException, SQLException {
      out.println("No more faults; waiting until every message has ended.");
      var deadline = System.nanoTime() + END_WITHIN.toNanos();
      var quiet = 0;
      var before = NotificationStates.NONE;
      while (quiet < QUIET_POLLS && System.nanoTime() < deadline) {
        requireNoFailure(List.of(following));
        waitAndPrintProgress();
        var states = rows.states();
        var ended =
            states.total() >= pacedPoster.posted()
                && states.inProgress() == 0
                && simulator.counts().receiptsDue() == 0;
        quiet = ended && states.equals(before) ? quiet + 1 : 0;
        before = states;
      }
    }

    private void waitAndPrintProgress() throws IOException, InterruptedException, SQLException {
      Thread.sleep(PROGRESS_EVERY);
      var states = rows.states();
      out.printf(
          Locale.ROOT,
          "%5.0f s  posted %,d  planned %,d  in progress %,d  delivered %,d  repeated %,d"
              + "  kills %d  %s%n",
          seconds(),
          pacedPoster.posted(),
          states.total(),
          states.inProgress(),
          states.in("DELIVERED"),
          simulator.counts().repeated(),
          killer.kills().size(),
          injector.current());
    }

    private Verdict verdict() throws IOException, InterruptedException, SQLException {
      var checks = new VerdictChecker(records::hasAccepted, records.repeats(), events);
      rows.forEach(checks::check);
      checks.finish(pacedPoster.posted());
      return new Verdict(
          options,
          new Verdict.Posted(
              pacedPoster.posted(), pacedPoster.twice(), poster.rejected(), poster.retried()),
          rows.states(),
          simulator.counts(),
          checks,
          injector.faults(),
          killer.kills(),
          seconds());
    }
  }

  private double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  private interface Task {
    void run() throws IOException, InterruptedException;
  }

  /** Runs a task that may fail as a callable, which needs a result. */
  private static boolean call(Task task) throws IOException, InterruptedException {
    task.run();
    return true;
  }
}
