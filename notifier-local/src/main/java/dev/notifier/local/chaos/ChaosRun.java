package dev.notifier.local.chaos;

import dev.notifier.local.bench.EventPoster;
import dev.notifier.local.bench.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One chaos run against a running line of two workers: posts, has faults made and workers killed,
 * waits until everything has ended, and holds the store against the message centre.
 */
public final class ChaosRun {
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** After the last event; some of its retries wait longer than events live. */
  private static final Duration END_WITHIN = Duration.ofMinutes(15);

  /** So many looks in a row nothing changes once nothing is under way: late answers, receipts. */
  private static final int QUIET_LOOKS = 3;

  private static final int RUN_DIGITS = 36;

  private final Target line;
  private final ChaosOptions options;
  private final WorkerRestart workers;
  private final PrintStream out;
  private final long begun = System.nanoTime();
  private final ChaosEvents events;

  public ChaosRun(Target line, ChaosOptions options, WorkerRestart workers, PrintStream out) {
    this.line = line;
    this.options = options;
    this.workers = workers;
    this.out = out;
    this.events =
        new ChaosEvents(
            "c" + Long.toString(System.currentTimeMillis(), RUN_DIGITS), options.seed());
  }

  /**
   * Prints the verdict and writes it to the file.
   *
   * @return whether every promise was kept
   * @throws IOException when a part cannot be used any more
   */
  public boolean run(Path json) throws IOException, InterruptedException {
    try (var simulator = new SimulatorApi(line.simulator().orElseThrow());
        var rows = new NotificationRows(line.store(), events.source())) {
      var verdict = new Disturbed(simulator, rows).run();
      out.println(VerdictTable.of(verdict));
      Files.writeString(json, VerdictJson.of(verdict));
      out.println("The verdict as JSON: " + json);
      return verdict.isKept();
    } catch (SQLException e) {
      throw new IOException("The database cannot be asked: " + e.getMessage(), e);
    }
  }

  /** The run itself, with everything that works in it at once. */
  private final class Disturbed {
    private final SimulatorApi simulator;
    private final NotificationRows rows;
    private final EventPoster poster = new EventPoster(line, events);
    private final PacedPoster posting;
    private final FaultInjector saboteur;
    private final WorkerKiller killer;
    private final SimulatorRecords centre;

    Disturbed(SimulatorApi simulator, NotificationRows rows) {
      var chance = new SplittableRandom(options.seed());
      this.simulator = simulator;
      this.rows = rows;
      this.posting = new PacedPoster(poster, options.rate(), chance.split());
      this.saboteur = new FaultInjector(simulator, chance.split());
      this.killer = new WorkerKiller(workers, simulator, chance.split());
      this.centre = new SimulatorRecords(simulator);
    }

    Verdict run() throws IOException, InterruptedException, SQLException {
      var until = System.nanoTime() + Duration.ofMinutes(options.minutes()).toNanos();
      try (var threads = Executors.newCachedThreadPool()) {
        var following = threads.submit(() -> call(centre::follow));
        var works =
            List.<Future<?>>of(
                threads.submit(() -> call(() -> posting.work(until))),
                threads.submit(() -> call(() -> saboteur.work(until))),
                threads.submit(() -> call(() -> killer.work(until))));
        try {
          while (!works.stream().allMatch(Future::isDone)) {
            requireAlive(works);
            requireAlive(List.of(following));
            progress();
          }
          requireAlive(works);
          awaitEnds(following);
          centre.end();
          following.get();
        } catch (ExecutionException e) {
          throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
          threads.shutdownNow();
        }
      }
      return verdict();
    }

    private void requireAlive(List<Future<?>> works) throws IOException {
      for (var work : works) {
        if (work.state() == Future.State.FAILED) {
          throw new IOException(String.valueOf(work.exceptionNow()), work.exceptionNow());
        }
      }
    }

    private void awaitEnds(Future<?> following)
        throws IOException, InterruptedException, SQLException {
      out.println("Nothing is disturbed any more; waiting until every message has ended.");
      var deadline = System.nanoTime() + END_WITHIN.toNanos();
      var quiet = 0;
      Map<String, Long> before = Map.of();
      while (quiet < QUIET_LOOKS && System.nanoTime() < deadline) {
        requireAlive(List.of(following));
        progress();
        var states = rows.states();
        var ended =
            count(states) >= posting.posted()
                && NotificationRows.underWay(states) == 0
                && counts("receiptsDue") == 0;
        quiet = ended && states.equals(before) ? quiet + 1 : 0;
        before = states;
      }
    }

    private void progress() throws IOException, InterruptedException, SQLException {
      Thread.sleep(EVERY);
      var states = rows.states();
      out.printf(
          Locale.ROOT,
          "%5.0f s  posted %,d  planned %,d  under way %,d  delivered %,d  repeated %,d"
              + "  kills %d  %s%n",
          seconds(),
          posting.posted(),
          count(states),
          NotificationRows.underWay(states),
          states.getOrDefault("DELIVERED", 0L),
          counts("repeated"),
          killer.kills().size(),
          saboteur.now());
    }

    private long counts(String field) throws IOException, InterruptedException {
      return simulator.get("/v1/counts").path(field).asLong();
    }

    private Verdict verdict() throws IOException, InterruptedException, SQLException {
      var findings = new VerdictChecker(centre::hasTaken, centre.repeatedNumbers(), events);
      rows.each(findings::look);
      findings.end(posting.posted());
      return new Verdict(
          options,
          posting.posted(),
          posting.twice(),
          poster.refused(),
          poster.retried(),
          rows.states(),
          counts("accepted"),
          counts("repeated"),
          findings,
          centre.missed(),
          saboteur.drawn(),
          saboteur.unknown(),
          killer.kills(),
          seconds());
    }
  }

  private double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static long count(Map<String, Long> states) {
    return states.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Work that may fail, as a task with a result. */
  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static boolean call(Work work) throws IOException, InterruptedException {
    work.run();
    return true;
  }
}
