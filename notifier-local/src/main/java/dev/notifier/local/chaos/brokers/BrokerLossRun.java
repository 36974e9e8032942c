package dev.notifier.local.chaos.brokers;

import dev.notifier.local.bench.EventPoster;
import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.bench.Target;
import dev.notifier.local.chaos.faults.ChaosRoutes;
import dev.notifier.local.chaos.posting.ChaosEvents;
import dev.notifier.local.chaos.posting.ChaosOptions;
import dev.notifier.local.chaos.posting.PacedPoster;
import dev.notifier.local.chaos.verdict.NotificationRows;
import dev.notifier.local.chaos.verdict.SimulatorRecords;
import dev.notifier.local.chaos.verdict.VerdictChecker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts events all the time, loses one broker after the other, and measures how long each part of
 * the pipeline is interrupted. At the end, compares the database with the simulator.
 */
public final class BrokerLossRun {
  private static final Duration WARM_UP = Duration.ofSeconds(25);
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Duration OBSERVED = Duration.ofSeconds(45);
  private static final Duration SAMPLE = Duration.ofMillis(250);
  private static final Duration END_WITHIN = Duration.ofMinutes(3);

  /** Shorter times without progress are no interruption. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final Duration SLOW_URGENT = Duration.ofSeconds(2);
  private static final Duration SLOW = Duration.ofSeconds(5);

  private final BrokerCluster brokers;
  private final Target target;
  private final Path logs;
  private final ChaosOptions options;
  private final PrintStream out;
  private final ChaosEvents events;
  private final EventPoster poster;
  private final PacedPoster pacedPoster;
  private final Pauses accepted = new Pauses();
  private final Pauses bound = new Pauses();
  private final Pauses submitted = new Pauses();
  private final Pauses stored = new Pauses();
  private final AtomicInteger urgentPosted = new AtomicInteger();
  private volatile boolean ended;

  /**
   * @param logs the directory with the logs of api and workers
   */
  public BrokerLossRun(
      BrokerCluster brokers, Target target, Path logs, ChaosOptions options, PrintStream out) {
    this.brokers = brokers;
    this.target = target;
    this.logs = logs;
    this.options = options;
    this.out = out;
    this.events =
        new ChaosEvents("k" + Long.toString(System.currentTimeMillis(), 36), options.seed(), false);
    this.poster = new EventPoster(target, events);
    this.pacedPoster =
        new PacedPoster(
            poster,
            options.rate(),
            (_, _) -> accepted.happened(Instant.now()),
            new SplittableRandom(options.seed()));
  }

  /**
   * Prints the figures and writes them to the file.
   *
   * @return whether everything worked again within the limit, and nothing was lost or repeated
   * @throws IOException when a component fails
   */
  public boolean run(Path json) throws IOException, InterruptedException {
    try (var simulator = new SimulatorClient(target.simulator().orElseThrow());
        var rows = new NotificationRows(target.database(), events.source());
        var sampled = new StoredProgress(target.database(), events.source());
        var progress = new StoredProgress(target.database(), events.source())) {
      var records = new SimulatorRecords(simulator);
      var losses = new ArrayList<BrokerLoss>();
      try (var threads = Executors.newCachedThreadPool()) {
        var tasks =
            Stream.<Task>of(
                    this::post, this::postUrgent, () -> sample(simulator, sampled), records::follow)
                .<Future<?>>map(task -> threads.submit(() -> call(task)))
                .toList();
        try {
          Thread.sleep(WARM_UP);
          out.println(BrokerLoss.HEADER);
          for (var lost : LostBroker.values()) {
            requireNoFailure(tasks);
            losses.add(lose(lost, progress));
            out.println(losses.getLast().line());
            losses.getLast().log().unexpected().forEach(line -> out.println("    " + line));
          }
          ended = true;
          awaitEnd(rows);
          records.end();
          for (var task : tasks) {
            task.get();
          }
        } catch (ExecutionException e) {
          throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
          ended = true;
          records.end();
          threads.shutdownNow();
        }
      }
      return verdict(losses, rows, records, json);
    } catch (SQLException e) {
      throw new IOException("The database query failed: " + e.getMessage(), e);
    }
  }

  private BrokerLoss lose(LostBroker lost, StoredProgress progress)
      throws IOException, InterruptedException, SQLException {
    brokers.awaitInSync();
    Thread.sleep(CALM);
    var log = new LogLines(logs);
    log.next();
    var node = lost.node(brokers.leader());
    var from = Instant.now();
    if (lost.isSuspended()) {
      brokers.suspend(node);
    } else {
      brokers.kill(node);
    }
    Thread.sleep(OBSERVED);
    var until = Instant.now();
    var result =
        new BrokerLoss(
            lost,
            accepted.secondsUntilLastEnd(from, until, PAUSE),
            bound.secondsUntilLastEnd(from, until, PAUSE),
            submitted.secondsUntilLastEnd(from, until, PAUSE),
            progress.lastLate(true, from, until, SLOW_URGENT),
            stored.secondsUntilLastEnd(from, until, PAUSE),
            progress.lastLate(false, from, until, SLOW),
            log.next());
    if (lost.isSuspended()) {
      brokers.resume(node);
    } else {
      brokers.startBroker(node);
    }
    return result;
  }

  private void post() throws IOException, InterruptedException {
    pacedPoster.runWhile(() -> !ended);
  }

  private void postUrgent() throws IOException, InterruptedException {
    try (var http = EventPoster.client()) {
      while (!ended) {
        poster.postUntilAccepted(http, List.of(ChaosEvents.FIRST_PROBE + urgentPosted.get()));
        urgentPosted.incrementAndGet();
        Thread.sleep(SAMPLE);
      }
    }
  }

  private void sample(SimulatorClient simulator, StoredProgress progress)
      throws IOException, InterruptedException, SQLException {
    var sent = 0L;
    var known = 0L;
    while (!ended) {
      var counts = simulator.counts();
      var now = Instant.now();
      if (counts.sessions() >= ChaosRoutes.SESSIONS) {
        bound.happened(now);
      }
      if (counts.accepted() > sent) {
        submitted.happened(now);
      }
      sent = counts.accepted();
      var rows = progress.submitted();
      if (rows > known) {
        stored.happened(now);
      }
      known = rows;
      Thread.sleep(SAMPLE);
    }
  }

  private void awaitEnd(NotificationRows rows)
      throws IOException, InterruptedException, SQLException {
    brokers.awaitInSync();
    var deadline = System.nanoTime() + END_WITHIN.toNanos();
    var states = rows.states();
    while (System.nanoTime() < deadline
        && (states.total() < pacedPoster.posted() + urgentPosted.get()
            || states.inProgress() > 0)) {
      Thread.sleep(CALM.dividedBy(5));
      states = rows.states();
    }
    out.println("At the end: " + states.sorted());
  }

  private boolean verdict(
      List<BrokerLoss> losses, NotificationRows rows, SimulatorRecords records, Path json)
      throws IOException, InterruptedException, SQLException {
    var checks = new VerdictChecker(records::hasAccepted, records.repeats(), events);
    rows.forEach(checks::check);
    checks.finish(pacedPoster.posted(), urgentPosted.get());
    var counts = checks.counts();
    out.println("Messages: " + (pacedPoster.posted() + urgentPosted.get()) + ", " + counts);
    var result = new LinkedHashMap<String, Object>();
    result.put("rate", options.rate());
    result.put("losses", losses);
    result.put("messages", counts);
    Files.writeString(
        json, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(result));
    out.println("The figures as JSON: " + json);
    return losses.stream().allMatch(BrokerLoss::isKept) && checks.isKept();
  }

  private static void requireNoFailure(List<Future<?>> tasks) throws IOException {
    for (var task : tasks) {
      if (task.state() == Future.State.FAILED) {
        throw new IOException(String.valueOf(task.exceptionNow()), task.exceptionNow());
      }
    }
  }

  private interface Task {
    void run() throws IOException, InterruptedException, SQLException;
  }

  /** Runs a task that may fail as a callable, which needs a result. */
  private static boolean call(Task task) throws IOException, InterruptedException, SQLException {
    task.run();
    return true;
  }
}
