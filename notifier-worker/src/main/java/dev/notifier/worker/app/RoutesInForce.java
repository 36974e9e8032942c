package dev.notifier.worker.app;

import dev.notifier.contracts.RouteRecord;
import dev.notifier.contracts.config.RouteConfig;
import dev.notifier.store.Routes;
import dev.notifier.worker.kafka.KafkaClients;
import dev.notifier.worker.routes.RouteSweeper;
import dev.notifier.worker.routes.RouteWatch;
import dev.notifier.worker.routes.SessionBoard;
import dev.notifier.worker.routes.SessionPublisher;
import dev.notifier.worker.submit.RouteBook;
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
final class RoutesInForce implements RouteBook, AutoCloseable {
  private static final Duration READ_WITHIN = Duration.ofSeconds(20);

  private final Map<String, RouteConfig> configured;
  private final InstantSource clock;
  private final RouteWatch watch;
  private final SessionBoard board;
  private final SessionPublisher publisher;
  private final RouteSweeper sweeper;
  private final Map<String, RouteRecord> withPassword = new ConcurrentHashMap<>();

  RoutesInForce(
      Routes store,
      Map<String, RouteConfig> configured,
      KafkaClients clients,
      InstantSource clock) {
    this.configured = configured;
    this.clock = clock;
    watch = new RouteWatch(clients, System::nanoTime);
    board = new SessionBoard(clients, System::nanoTime);
    publisher = new SessionPublisher(clients);
    sweeper = new RouteSweeper(store::all, watch, clients);
  }

  /** Reads what is published to its end, then what PostgreSQL says, which may be newer. */
  void start(List<RouteRecord> stored) throws InterruptedException {
    watch.start();
    board.start();
    publisher.start();
    watch.readToEnd(READ_WITHIN);
    board.readToEnd(READ_WITHIN);
    stored.forEach(watch::learn);
    sweeper.start();
  }

  @Override
  public @Nullable RouteRecord current(String route) {
    RouteRecord published = watch.current(route);
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
    RouteRecord published = watch.current(route);
    return published == null ? 1 : published.spec().sessions();
  }

  /** The sessions of a route that are bound and write, on any worker. */
  List<Integer> living(String route) {
    return board.living(route, clock.instant());
  }

  SessionPublisher publisher() {
    return publisher;
  }

  /** Why routes or sessions of other workers cannot be heard of, in words, or null. */
  @Nullable String trouble() {
    return watch.trouble() == null ? board.trouble() : watch.trouble();
  }

  @Override
  public void close() {
    sweeper.close();
    publisher.close();
    board.close();
    watch.close();
  }
}
