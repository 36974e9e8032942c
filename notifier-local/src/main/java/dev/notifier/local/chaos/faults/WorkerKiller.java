package dev.notifier.local.chaos.faults;

import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.chaos.faults.Disturbances.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Kills one of two workers every minute and measures when all sessions are bound again. */
public final class WorkerKiller {
  private static final int WORKERS = 2;
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration FIRST_AFTER = Duration.ofSeconds(25);
  private static final Duration LINKS_CLOSE_WITHIN = Duration.ofSeconds(2);
  private static final Duration BOUND_WITHIN = Duration.ofSeconds(50);
  private static final Duration POLL = Duration.ofMillis(200);

  private final WorkerRestart workers;
  private final SimulatorClient simulator;
  private final Disturbances disturbances;
  private final RandomGenerator random;
  private final List<Kill> kills = new ArrayList<>();

  public WorkerKiller(
      WorkerRestart workers,
      SimulatorClient simulator,
      Disturbances disturbances,
      RandomGenerator random) {
    this.workers = workers;
    this.simulator = simulator;
    this.disturbances = disturbances;
    this.random = random;
  }

  /**
   * One kill.
   *
   * @param worker the number of the worker, from 0
   * @param sessions how many it had
   * @param boundAfter seconds until all sessions were bound again; negative = not within 50 s
   */
  public record Kill(int worker, int sessions, double boundAfter) {}

  /** Runs until this value of {@link System#nanoTime()}. It kills none in calm periods. */
  public void run(long until) throws IOException, InterruptedException {
    var begun = System.nanoTime();
    var at = begun + FIRST_AFTER.toNanos();
    while (at < until) {
      var wait = at - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait));
      }
      if (!CalmPeriods.contains(System.nanoTime() - begun)) {
        disturbances.begin(Kind.WORKER);
        kill(next(random.nextInt(WORKERS)));
        disturbances.end(Kind.WORKER);
      }
      at += EVERY.toNanos();
    }
  }

  /** After a worker without sessions comes the other one, because one worker may own all binds. */
  private int next(int drawn) {
    var before = kills();
    return before.isEmpty() || before.getLast().sessions() > 0
        ? drawn
        : WORKERS - 1 - before.getLast().worker();
  }

  private void kill(int worker) throws IOException, InterruptedException {
    var before = sessions();
    var begun = System.nanoTime();
    var restart =
        CompletableFuture.runAsync(() -> {
          try {
            workers.killAndStart(worker);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    var least = before;
    while (System.nanoTime() - begun < LINKS_CLOSE_WITHIN.toNanos()) {
      least = Math.min(least, sessions());
      Thread.sleep(POLL);
    }
    while (sessions() < ChaosRoutes.SESSIONS
        && System.nanoTime() - begun < BOUND_WITHIN.toNanos()) {
      Thread.sleep(POLL);
    }
    var took = System.nanoTime() - begun;
    var bound = took < BOUND_WITHIN.toNanos() ? took / 1e9 : -1;
    synchronized (this) {
      kills.add(new Kill(worker, before - least, bound));
    }
    restart.join();
  }

  private int sessions() throws IOException, InterruptedException {
    return (int) simulator.counts().sessions();
  }

  /** The kills so far. */
  public synchronized List<Kill> kills() {
    return List.copyOf(kills);
  }
}
