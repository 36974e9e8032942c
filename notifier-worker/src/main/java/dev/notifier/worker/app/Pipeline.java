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

  private final WorkerDependencies dependencies;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Object lock = new Object();
  private volatile @Nullable StageLifecycle stages;
  private volatile @Nullable String startProblem = "the pipeline is starting";
  private volatile boolean running;

  Pipeline(WorkerDependencies dependencies) {
    this.dependencies = dependencies;
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
    Thread.ofPlatform().name("pipeline-start").start(this::startWhenAvailable);
  }

  private void startWhenAvailable() {
    while (stopping.getCount() > 0) {
      try {
        startStages();
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
    PipelineResources resources = PipelineResources.open(dependencies);
    synchronized (lock) {
      if (stopping.getCount() == 0) {
        resources.close();
        return;
      }
      StageLifecycle started = new StageLifecycle(dependencies, resources);
      started.start();
      stages = started;
      startProblem = null;
    }
    resources.routes().forEach(Pipeline::reportInvalidConnection);
    log.info("The pipeline has started with the routes {}", resources.routes().keySet());
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
    synchronized (lock) {
      StageLifecycle started = stages;
      if (started != null) {
        started.stop();
      }
      running = false;
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
