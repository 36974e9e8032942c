package dev.notifier.worker.routes;

import dev.notifier.contracts.Forms;
import dev.notifier.contracts.RouteRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.worker.kafka.FailureWords;
import dev.notifier.worker.kafka.KafkaClients;
import dev.notifier.worker.kafka.LatestPublisher;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the routes of PostgreSQL that the topic lacks: at the start, after a seed, and every
 * half minute what a crash between PostgreSQL's commit and Kafka has lost. Any number of workers
 * may do it at once: readers pass over what they know. Thread-safe.
 */
public final class RouteSweeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteSweeper.class);

  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final Supplier<List<RouteRecord>> stored;
  private final RouteWatch watch;
  private final LatestPublisher publisher;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("route-sweeper").factory());

  /**
   * @param stored asks PostgreSQL for all routes; may throw when it is away
   */
  public RouteSweeper(Supplier<List<RouteRecord>> stored, RouteWatch watch, KafkaClients clients) {
    this.stored = stored;
    this.watch = watch;
    this.publisher = new LatestPublisher(clients, Topics.ROUTES);
  }

  /** Sweeps at once and then every half minute; once. */
  public void start() {
    publisher.start();
    var _ =
        schedule.scheduleWithFixedDelay(this::sweep, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    schedule.shutdownNow();
    publisher.close();
  }

  private void sweep() {
    try {
      for (RouteRecord route : stored.get()) {
        if (watch.lacks(route)) {
          publisher.publish(route.name(), Forms.write(route));
          LOG.info("Route {} is published in version {}", route.name(), route.version());
        }
      }
    } catch (RuntimeException e) {
      // The schedule ends with the first exception that leaves it.
      LOG.warn("Routes are compared again later: {}", FailureWords.of(e));
    }
  }
}
