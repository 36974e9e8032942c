package dev.notifier.worker.routes;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.FailureDescription;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicPublisher;
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
public final class RouteTopicReconciler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteTopicReconciler.class);

  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final Supplier<List<RouteRecord>> stored;
  private final RouteTable watch;
  private final CompactedTopicPublisher publisher;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("route-sweeper").factory());

  /**
   * @param stored asks PostgreSQL for all routes; may throw when it is away
   */
  public RouteTopicReconciler(
      Supplier<List<RouteRecord>> stored, RouteTable watch, KafkaClients clients) {
    this.stored = stored;
    this.watch = watch;
    this.publisher = new CompactedTopicPublisher(clients, Topics.ROUTES);
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
          publisher.publish(route.name(), RecordJson.write(route));
          LOG.info("Route {} is published in version {}", route.name(), route.version());
        }
      }
    } catch (RuntimeException e) {
      // The schedule ends with the first exception that leaves it.
      LOG.warn("Routes are compared again later: {}", FailureDescription.of(e));
    }
  }
}
