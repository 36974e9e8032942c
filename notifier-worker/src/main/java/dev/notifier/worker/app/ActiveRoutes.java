package dev.notifier.worker.app;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.worker.bind.RouteProvider;
import dev.notifier.worker.routes.RouteTable;
import dev.notifier.worker.routes.SessionPublisher;
import dev.notifier.worker.routes.SessionTable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The routes and sessions of all workers, as this worker knows them: what is published, with the
 * passwords of this worker's configuration. Thread-safe.
 */
final class ActiveRoutes implements RouteProvider, AutoCloseable {
  private static final Duration READ_WITHIN = Duration.ofSeconds(20);

  private final Map<String, RouteConfig> configured;
  private final InstantSource clock;
  private final RouteTable watch;
  private final SessionTable board;
  private final CompactedTopicPublisher topicPublisher;
  private final SessionPublisher publisher;
  private final TopicReconciler<RouteRecord> reconciler;
  private final Map<String, RouteRecord> withPassword = new ConcurrentHashMap<>();

  ActiveRoutes(
      RouteStore store,
      Map<String, RouteConfig> configured,
      KafkaClients clients,
      InstantSource clock) {
    this.configured = configured;
    this.clock = clock;
    watch = new RouteTable(clients, System::nanoTime);
    board = new SessionTable(clients, System::nanoTime);
    topicPublisher = new CompactedTopicPublisher(clients);
    publisher = new SessionPublisher(topicPublisher);
    reconciler =
        new TopicReconciler<>(
            "routes",
            store::all,
            route -> watch.isMissing(route.name(), route),
            route -> topicPublisher.publishAndWait(Topics.ROUTES, route.name(), route));
  }

  /** Reads what is published to its end, then what PostgreSQL says, which may be newer. */
  void start(List<RouteRecord> stored) throws InterruptedException {
    watch.start();
    board.start();
    watch.readToEnd(READ_WITHIN);
    board.readToEnd(READ_WITHIN);
    stored.forEach(route -> watch.put(route.name(), route));
    reconciler.start();
  }

  @Override
  public @Nullable RouteRecord current(String route) {
    RouteRecord published = watch.get(route);
    RouteConfig config = configured.get(route);
    if (published == null || config == null) {
      return null;
    }
    RouteRecord known = withPassword.get(route);
    if (known == null || known.version() != published.version()) {
      known =
          new RouteRecord(
              published.v(),
              route,
              published.version(),
              published.spec().withPassword(config.password()),
              published.paused(),
              published.rebind());
      withPassword.put(route, known);
    }
    return known;
  }

  /** How many sessions share a route's messages; 1 for a route that nobody knows. */
  int sessions(String route) {
    RouteRecord published = watch.get(route);
    return published == null ? 1 : published.spec().sessions();
  }

  /** The sessions of a route that are bound and write, on any worker. */
  List<Integer> living(String route) {
    return board.liveSessions(route, clock.instant());
  }

  SessionPublisher publisher() {
    return publisher;
  }

  /** Why routes or sessions of other workers cannot be heard of, in words, or null. */
  @Nullable String trouble() {
    return watch.error() == null ? board.error() : watch.error();
  }

  @Override
  public void close() {
    reconciler.close();
    topicPublisher.close();
    board.close();
    watch.close();
  }
}
