package dev.notifier.worker.app;

import dev.notifier.config.RouteConfig;
import dev.notifier.worker.smpp.ConnectionSettings;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the stages of this worker. Starts them as soon as Kafka and PostgreSQL are available, and
 * stops them in the order of the pipeline, so that each stage can finish its current work.
 */
final class Pipeline implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
  private static final Duration RETRY_DELAY = Duration.ofSeconds(2);
  private static final Duration PROGRESS_LOG_INTERVAL = Duration.ofSeconds(10);
  private static final Duration START_STOP_TIMEOUT = Duration.ofSeconds(5);

  private final WorkerDependencies dependencies;
  private final Runnable clockCheck;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Object lock = new Object();
  private volatile @Nullable StageLifecycle stages;
  private volatile @Nullable String startProblem = "the pipeline is starting";
  private volatile boolean running;
  private final Thread starter =
      Thread.ofPlatform().name("pipeline-start").unstarted(this::startWhenAvailable);
  private long progressLoggedNanos = System.nanoTime();

  /**
   * @param clockCheck throws if the clock of this machine is wrong or cannot be compared; called
   *     before the stages start
   */
  Pipeline(WorkerDependencies dependencies, Runnable clockCheck) {
    this.dependencies = dependencies;
    this.clockCheck = clockCheck;
  }

  /** The stages, or null while they have not been started. */
  @Nullable StageLifecycle stages() {
    return stages;
  }

  /** Why the stages have not been started, or null once they have. */
  @Nullable String startProblem() {
    return startProblem;
  }

  @Override
  public void start() {
    running = true;
    starter.start();
  }

  private void startWhenAvailable() {
    while (stopping.getCount() > 0) {
      try {
        startStages();
        return;
      } catch (StartProgress.StoppedException e) {
        log.debug("{}", e.getMessage());
        return;
      } catch (RuntimeException e) {
        String problem = String.valueOf(e.getMessage());
        if (!problem.equals(startProblem)) {
          log.warn("The pipeline cannot start yet; it tries again every 2 s: {}", problem);
        }
        startProblem = problem;
      }
      pause();
    }
  }

  private void startStages() {
    PipelineResources resources = PipelineResources.open(dependencies, this::waitingFor);
    synchronized (lock) {
      if (stopping.getCount() == 0) {
        resources.close();
        return;
      }
      stages = start(resources);
      startProblem = null;
    }
    resources.routes().forEach(Pipeline::reportInvalidConnection);
    log.info("The pipeline has started with the routes {}", resources.routes().keySet());
  }

  /** Starts the stages, or closes everything. */
  private StageLifecycle start(PipelineResources resources) {
    StageLifecycle created;
    try {
      clockCheck.run();
      created = new StageLifecycle(dependencies, resources);
    } catch (RuntimeException | Error e) {
      resources.close();
      throw e;
    }
    try {
      created.start();
      return created;
    } catch (RuntimeException | Error e) {
      created.stop();
      throw e;
    }
  }

  /** Shows the progress in the health and, from time to time, in the log. */
  private void waitingFor(String what) {
    if (stopping.getCount() == 0) {
      throw new StartProgress.StoppedException();
    }
    startProblem = "the pipeline is starting: " + what;
    long now = System.nanoTime();
    if (now - progressLoggedNanos >= PROGRESS_LOG_INTERVAL.toNanos()) {
      progressLoggedNanos = now;
      log.info("The pipeline is starting: {}", what);
    }
  }

  /** Certificates and keys are files of this machine, so each worker checks its own. */
  private static void reportInvalidConnection(String name, RouteConfig route) {
    ConnectionSettings.of(route)
        .configurationError()
        .ifPresent(error -> log.error("Route {} cannot be bound: {}", name, error));
  }

  private void pause() {
    try {
      if (stopping.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("The pipeline was stopped before it had started");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    stopping.countDown();
    awaitStarter();
    synchronized (lock) {
      StageLifecycle started = stages;
      if (started != null) {
        started.stop();
      }
      running = false;
    }
  }

  /** A start that is given up closes what it has opened. */
  private void awaitStarter() {
    try {
      if (starter.getState() != Thread.State.NEW && !starter.join(START_STOP_TIMEOUT)) {
        starter.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
