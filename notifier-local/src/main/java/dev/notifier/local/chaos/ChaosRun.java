package dev.notifier.local.chaos;

import dev.notifier.local.bench.EventPoster;
import dev.notifier.local.bench.NotificationStates;
import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.bench.Target;
import dev.notifier.local.chaos.faults.ChaosRoutes;
import dev.notifier.local.chaos.faults.Disturbances;
import dev.notifier.local.chaos.faults.FaultInjector;
import dev.notifier.local.chaos.faults.WorkerKiller;
import dev.notifier.local.chaos.posting.ChaosEvents;
import dev.notifier.local.chaos.posting.ChaosOptions;
import dev.notifier.local.chaos.posting.PacedPoster;
import dev.notifier.local.chaos.verdict.NotificationRows;
import dev.notifier.local.chaos.verdict.SimulatorRecords;
import dev.notifier.local.chaos.verdict.Verdict;
import dev.notifier.local.chaos.verdict.VerdictChecker;
import dev.notifier.local.chaos.verdict.VerdictJson;
import dev.notifier.local.chaos.verdict.VerdictTable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

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

  private final ChaosSystem system;
  private final Target target;
  private final ChaosOptions options;
  private final PrintStream out;
  private final long begun = System.nanoTime();
  private final Instant begunAt = Instant.now();
  private final ChaosEvents events;
  private final Disturbances disturbances = new Disturbances(InstantSource.system());

  public ChaosRun(ChaosSystem system, ChaosOptions options, PrintStream out) {
    this.system = system;
    this.target = system.target();
    this.options = options;
    this.out = out;
    var run = "c" + Long.toString(System.currentTimeMillis(), RUN_RADIX);
    this.events = new ChaosEvents(run, options.seed(), options.singleItem());
  }

  /**
   * Prints the verdict and writes it to the file.
   *
   * @return whether every guarantee was kept
   * @throws IOException when a component fails
   */
  public boolean run(Path json) throws IOException, InterruptedException {
    try (var simulator = new SimulatorClient(target.simulator().orElseThrow());
        var rows = new NotificationRows(target.database(), events.source());
        var singleItems =
            new SingleItemRun(system, options, simulator, disturbances, events.source())) {
      var verdict = new Execution(simulator, rows, singleItems).run();
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
    private final SingleItemRun singleItems;
    private final GuaranteeMeter meter;
    private final EventPoster poster = new EventPoster(target, events);
    private final PacedPoster pacedPoster;
    private final FaultInjector injector;
    private final WorkerKiller killer;
    private final SimulatorRecords records;

    Execution(SimulatorClient simulator, NotificationRows rows, SingleItemRun singleItems) {
      var random = new SplittableRandom(options.seed());
      this.simulator = simulator;
      this.rows = rows;
      this.singleItems = singleItems;
      this.meter =
          new GuaranteeMeter(
              poster,
              events,
              disturbances,
              ChaosRoutes.submitsPerSecond(options.rate()),
              InstantSource.system());
      this.pacedPoster = new PacedPoster(poster, options.rate(), meter::accepted, random.split());
      this.injector =
          new FaultInjector(simulator, SingleItemRun.rules(options), disturbances, random.split());
      this.killer = new WorkerKiller(system.workers(), simulator, disturbances, random.split());
      this.records = new SimulatorRecords(simulator);
    }

    Verdict run() throws IOException, InterruptedException, SQLException {
      injector.begin();
      var until = System.nanoTime() + Duration.ofMinutes(options.minutes()).toNanos();
      try (var threads = Executors.newCachedThreadPool()) {
        var following = threads.submit(() -> call(records::follow));
        var tasks =
            Stream.<Task>of(
                    () -> pacedPoster.run(until),
                    () -> meter.probe().run(until),
                    () -> injectCarrierFaults(until),
                    () -> killer.run(until),
                    () -> singleItems.writeRecords(until),
                    () -> singleItems.injectFaults(until))
                .<Future<?>>map(task -> threads.submit(() -> call(task)))
                .toList();
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

    private void injectCarrierFaults(long until) throws IOException, InterruptedException {
      if (options.carrierWide()) {
        injector.run(until);
      }
    }

    private int posted() {
      return pacedPoster.posted() + meter.probe().posted();
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
            states.total() >= posted()
                && states.inProgress() == 0
                && simulator.counts().receiptsDue() == 0;
        quiet = ended && states.equals(before) ? quiet + 1 : 0;
        before = states;
      }
    }

    private void waitAndPrintProgress() throws IOException, InterruptedException, SQLException {
      Thread.sleep(PROGRESS_EVERY);
      meter.sample(rows, simulator);
      var states = rows.states();
      out.printf(
          Locale.ROOT,
          "%5.0f s  posted %,d  planned %,d  in progress %,d  delivered %,d  repeated %,d"
              + "  kills %d  %s%n",
          seconds(),
          posted(),
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
      checks.finish(pacedPoster.posted(), meter.probe().posted());
      checks.addCounterDifferences(rows.counterDifferences(begunAt));
      return new Verdict(
          options,
          new Verdict.Posted(posted(), pacedPoster.twice(), poster.rejected(), poster.retried()),
          rows.states(),
          simulator.counts(),
          checks,
          injector.faults(),
          killer.kills(),
          meter.finish(rows, singleItems, pacedPoster.posted(), options.minutes() * 60.0),
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
