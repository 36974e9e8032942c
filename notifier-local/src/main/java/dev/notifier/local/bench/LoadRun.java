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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One load run against a running system. */
public final class LoadRun {
  /** By default, a quarter of the messages is sent as warm-up, within these bounds. */
  private static final int MIN_WARM_UP = 1_000;

  private static final int MAX_WARM_UP = 10_000;

  private static final int SALTS = 100_000_000;
  private static final int RUN_RADIX = 36;
  private static final double NANOS_PER_SECOND = 1e9;

  /** The run gives up after this long without progress. */
  private static final Duration STALL_LIMIT = Duration.ofMinutes(2);

  /** After this long without progress, everything is counted again. */
  private static final Duration RECOUNT_AFTER = Duration.ofSeconds(5);

  private static final Duration MAX_PAUSE = Duration.ofSeconds(1);

  /** A pause is at most the duration of the run so far, divided by this. */
  private static final int PAUSES = 20;

  private static final Duration MIN_PAUSE = Duration.ofMillis(100);

  private final Target target;
  private final LoadOptions options;
  private final PrintStream out;
  private final boolean terminal;

  /**
   * Creates a run.
   *
   * @param terminal whether the output is a terminal, which can show a progress line
   */
  public LoadRun(Target target, LoadOptions options, PrintStream out, boolean terminal) {
    this.target = target;
    this.options = options;
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Posts the events, waits for them, prints the table and writes the JSON file.
   *
   * @return whether every message was accepted and delivered
   * @throws IOException when the api, the database or the simulator fails
   */
  public boolean run(Path json) throws IOException, InterruptedException {
    try {
      out.printf("Sending %,d warm-up messages, which are not counted.%n", warmUp());
      var warm = new Load("warm-up", warmUp()).run();
      if (!warm.complete()) {
        out.println("Some warm-up messages were not delivered; the run continues.");
      }
      out.printf("Posting %,d messages.%n", options.messages());
      var result = measure();
      out.println(TableReport.of(result));
      Files.writeString(json, JsonReport.of(result));
      out.println("The result as JSON: " + json);
      return result.complete() && result.posted().accepted() == options.messages();
    } catch (SQLException e) {
      throw new IOException("The database query failed: " + e.getMessage(), e);
    }
  }

  private BenchResult measure() throws IOException, InterruptedException, SQLException {
    if (target.simulator().isEmpty()) {
      return measure(null);
    }
    try (var simulator = new SimulatorClient(target.simulator().get())) {
      return measure(simulator);
    }
  }

  /**
   * Measures the run.
   *
   * @param simulator null if the SMSC is external
   */
  private BenchResult measure(@Nullable SimulatorClient simulator)
      throws IOException, InterruptedException, SQLException {
    var meter = new CpuMeter(target.processes());
    var load = new Load("run", options.messages());
    var countsBefore = simulator == null ? null : simulator.counts();
    var usageBefore = meter.measure();
    var begun = Instant.now();
    var loaded = load.run();
    var usageAfter = meter.measure();
    return new BenchResult(
        new BenchResult.Setup(
            begun,
            options.messages(),
            options.batch(),
            EventPoster.CONNECTIONS,
            warmUp(),
            Runtime.getRuntime().availableProcessors(),
            target.disk()),
        simulator == null ? "external" : "simulator, " + simulator.describeDelays(),
        loaded.posted(),
        loaded.complete(),
        loaded.seconds(),
        StoreQueries.query(target.database(), load.events.source(), begun),
        simulator == null || countsBefore == null
            ? Optional.empty()
            : Optional.of(simulator.counts().since(countsBefore)),
        usageAfter.flatMap(after -> usageBefore.map(after::since)));
  }

  private int warmUp() {
    return options
        .warmUp()
        .orElseGet(() -> Math.clamp(options.messages() / 4, MIN_WARM_UP, MAX_WARM_UP));
  }

  private record Loaded(PostingResult posted, boolean complete, double seconds) {}

  /** Events with their own source, posted by other threads while this one watches the database. */
  private final class Load {
    private final int messages;
    private final EventFactory events;
    private final long begun = System.nanoTime();
    private StateCounts reached = StateCounts.NONE;
    private long reachedAt = begun;
    private StateCounts recounted = StateCounts.NONE;
    private long recountedAt = begun;

    Load(String name, int messages) {
      this.messages = messages;
      var now = OffsetDateTime.now(ZoneOffset.ofHours(7));
      var run = name + "-" + Long.toString(now.toInstant().toEpochMilli(), RUN_RADIX);
      this.events = new EventFactory(run, now, ThreadLocalRandom.current().nextLong(SALTS));
    }

    Loaded run() throws IOException, InterruptedException, SQLException {
      var poster = new EventPoster(target, events);
      var progress = new ProgressLine(out, terminal, messages);
      try (var monitor = new StoreMonitor(target.database(), events.source(), Instant.now());
          var thread = Executors.newSingleThreadExecutor()) {
        var posting = thread.submit(() -> poster.post(0, messages, options.batch()));
        try {
          while (!posting.isDone()) {
            pauseAndCount(monitor, poster, progress);
          }
          var posted = posting.get();
          while (!hasEnded(monitor, posted.accepted())
              && sinceProgress().compareTo(STALL_LIMIT) <= 0) {
            pauseAndCount(monitor, poster, progress);
          }
          return new Loaded(
              posted,
              reached.delivered() >= posted.accepted(),
              (reachedAt - begun) / NANOS_PER_SECOND);
        } catch (ExecutionException e) {
          throw new IOException(String.valueOf(e.getCause()), e);
        } finally {
          thread.shutdownNow();
          progress.end();
        }
      }
    }

    /** Counts exactly before it says so. Also if only other messages progress for too long. */
    private boolean hasEnded(StoreMonitor monitor, long accepted) throws SQLException {
      if (reached.delivered() + reached.ended() < accepted) {
        return false;
      }
      reached = monitor.recount();
      if (!reached.equals(recounted)) {
        recounted = reached;
        recountedAt = System.nanoTime();
      }
      return reached.delivered() + reached.ended() >= accepted
          || System.nanoTime() - recountedAt > STALL_LIMIT.toNanos();
    }

    private void pauseAndCount(StoreMonitor monitor, EventPoster poster, ProgressLine progress)
        throws SQLException, InterruptedException {
      TimeUnit.NANOSECONDS.sleep(pause().toNanos());
      var counts = monitor.count();
      if (counts.equals(reached) && sinceProgress().compareTo(RECOUNT_AFTER) > 0) {
        counts = monitor.recount();
      }
      if (!counts.equals(reached)) {
        reached = counts;
        reachedAt = System.nanoTime();
      }
      progress.show(poster.accepted(), counts);
    }

    /**
     * Pauses are shorter in short runs and near the end, so that the last message is noticed soon
     * after it was stored.
     */
    private Duration pause() {
      var left = messages - reached.delivered();
      var perNano = reached.delivered() / (double) Math.max(1, reachedAt - begun);
      var nanos = perNano == 0 ? MAX_PAUSE.toNanos() : (long) ((double) left / perNano / 2);
      var max = Math.min(MAX_PAUSE.toNanos(), (System.nanoTime() - begun) / PAUSES);
      return Duration.ofNanos(Math.max(MIN_PAUSE.toNanos(), Math.min(nanos, max)));
    }

    private Duration sinceProgress() {
      return Duration.ofNanos(System.nanoTime() - reachedAt);
    }
  }
}
