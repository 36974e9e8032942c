package dev.notifier.local.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One load run against a running line. */
public final class LoadRun {
  /** A quarter of the messages goes before them, within these bounds. */
  private static final int LEAST_WARM_UP = 1_000;

  private static final int MOST_WARM_UP = 10_000;

  private static final int SALTS = 100_000_000;
  private static final int RUN_DIGITS = 36;
  private static final double NANOS_A_SECOND = 1e9;

  /** Without anything getting on for this long, the rest is given up. */
  private static final Duration STANDSTILL_LIMIT = Duration.ofMinutes(2);

  /** After this standstill everything is counted anew. */
  private static final Duration RECOUNT_AFTER = Duration.ofSeconds(5);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** No pause is longer than the run so far divided by this. */
  private static final int PAUSES = 20;

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  private final Target line;
  private final LoadOptions options;
  private final PrintStream out;
  private final boolean terminal;

  public LoadRun(Target line, LoadOptions options, PrintStream out, boolean terminal) {
    this.line = line;
    this.options = options;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Posts, waits, prints the table and writes the figures to the file.
   *
   * @return whether every accepted message was delivered, and every one was accepted
   * @throws IOException when the api, the database or the simulator cannot be used any more
   */
  public boolean run(Path json) throws IOException, InterruptedException {
    try {
      out.printf("Warming up with %,d messages, which are not counted.%n", warmUp());
      var warm = new Wave("warm-up", warmUp(), options.batch()).run();
      if (!warm.complete()) {
        out.println("Not all messages of the warm-up were delivered; the run goes on without it.");
      }
      out.printf("Posting %,d messages.%n", options.messages());
      var figures = measured();
      out.println(TableReport.of(figures));
      Files.writeString(json, JsonReport.json(figures));
      out.println("The figures as JSON: " + json);
      return figures.complete() && figures.posted().accepted() == options.messages();
    } catch (SQLException e) {
      throw new IOException("The database cannot be asked: " + e.getMessage(), e);
    }
  }

  private BenchResult measured() throws IOException, InterruptedException, SQLException {
    var centre = new SimulatorClient(line.simulator());
    var meter = new CpuMeter(line.processes());
    var wave = new Wave("run", options.messages(), options.batch());
    var countsBefore = centre.counts();
    var before = meter.look();
    var begun = Instant.now();
    var waited = wave.run();
    var after = meter.look();
    var countsAfter = centre.counts();
    return new BenchResult(
        new BenchResult.Setting(
            begun,
            options.messages(),
            options.batch(),
            EventPoster.CONNECTIONS,
            warmUp(),
            Runtime.getRuntime().availableProcessors(),
            line.disk()),
        centre.behaviour(),
        waited.posted(),
        waited.complete(),
        waited.seconds(),
        StoreQueries.ask(line.store(), wave.events.source(), begun),
        countsAfter.flatMap(now -> countsBefore.map(now::since)),
        after.flatMap(now -> before.map(now::since)));
  }

  private int warmUp() {
    return options
        .warmUp()
        .orElseGet(() -> Math.clamp(options.messages() / 4, LEAST_WARM_UP, MOST_WARM_UP));
  }

  private record Waited(PostingResult posted, boolean complete, double seconds) {}

  /** Some events with a source of their own: posted by other threads, watched by this one. */
  private final class Wave {
    private final int messages;
    private final int batch;
    private final EventFactory events;
    private final long begun = System.nanoTime();
    private StateCounts reached = StateCounts.NONE;
    private long reachedAt = begun;

    Wave(String name, int messages, int batch) {
      this.messages = messages;
      this.batch = batch;
      var now = OffsetDateTime.now(ZoneOffset.ofHours(7));
      var run = name + "-" + Long.toString(now.toInstant().toEpochMilli(), RUN_DIGITS);
      this.events = new EventFactory(run, now, ThreadLocalRandom.current().nextLong(SALTS));
    }

    Waited run() throws IOException, InterruptedException, SQLException {
      var poster = new EventPoster(line, events);
      var progress = new ProgressLine(out, terminal, messages);
      try (var watch = new StoreMonitor(line.store(), events.source());
          var thread = Executors.newSingleThreadExecutor()) {
        var posting = thread.submit(() -> poster.post(0, messages, batch));
        try {
          while (!posting.isDone()) {
            look(watch, poster, progress);
          }
          var posted = posting.get();
          while (reached.delivered() + reached.ended() < posted.accepted() && !standsStill()) {
            look(watch, poster, progress);
          }
          return new Waited(
              posted,
              reached.delivered() >= posted.accepted(),
              (reachedAt - begun) / NANOS_A_SECOND);
        } catch (ExecutionException e) {
          throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
          thread.shutdownNow();
          progress.end();
        }
      }
    }

    private void look(StoreMonitor watch, EventPoster poster, ProgressLine progress)
        throws SQLException, InterruptedException {
      TimeUnit.NANOSECONDS.sleep(pause().toNanos());
      var states = watch.look();
      if (!states.equals(reached)) {
        reached = states;
        reachedAt = System.nanoTime();
      } else if (stillFor().compareTo(RECOUNT_AFTER) > 0) {
        watch.forget();
      }
      progress.show(poster.accepted(), states);
    }

    /**
     * Shorter towards the end and in short runs, so that the last message is seen when it is
     * stored.
     */
    private Duration pause() {
      var left = messages - reached.delivered();
      var perNano = reached.delivered() / (double) Math.max(1, reachedAt - begun);
      var nanos = perNano == 0 ? LONGEST_PAUSE.toNanos() : (long) ((double) left / perNano / 2);
      var longest = Math.min(LONGEST_PAUSE.toNanos(), (System.nanoTime() - begun) / PAUSES);
      return Duration.ofNanos(Math.max(SHORTEST_PAUSE.toNanos(), Math.min(nanos, longest)));
    }

    private boolean standsStill() {
      return stillFor().compareTo(STANDSTILL_LIMIT) > 0;
    }

    private Duration stillFor() {
      return Duration.ofNanos(System.nanoTime() - reachedAt);
    }
  }
}
