package dev.notifier.worker.app;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.kafka.table.RestoredVersions;
import dev.notifier.kafka.table.TopicReconciler;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.worker.bind.RouteProvider;
import dev.notifier.worker.routes.RouteTable;
import dev.notifier.worker.routes.SessionPublisher;
import dev.notifier.worker.routes.SessionTable;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The routes of this worker's configuration with the published limits, and the sessions of all
 * workers. Nothing that is published or stored decides where a bind connects. Thread-safe.
 */
final class ActiveRoutes implements RouteProvider, AutoCloseable {
  private final Map<String, RouteConfig> configured;
  private final InstantSource clock;
  private final RouteTable routes;
  private final SessionTable sessions;
  private final CompactedTopicPublisher topicPublisher;
  private final SessionPublisher sessionPublisher;
  private final TopicReconciler<RouteRecord> reconciler;
  private final Map<String, RouteRecord> inForce = new ConcurrentHashMap<>();

  ActiveRoutes(
      RouteStore store,
      Map<String, RouteConfig> configured,
      KafkaClients clients,
      InstantSource clock) {
    this(store, configured, clients, clock, new RouteTable(clients, System::nanoTime));
  }

  ActiveRoutes(
      RouteStore store,
      Map<String, RouteConfig> configured,
      KafkaClients clients,
      InstantSource clock,
      RouteTable routes) {
    this.configured = configured;
    this.clock = clock;
    this.routes = routes;
    sessions = new SessionTable(clients, System::nanoTime);
    topicPublisher = new CompactedTopicPublisher(clients);
    sessionPublisher = new SessionPublisher(topicPublisher);
    reconciler =
        new TopicReconciler<>(
            new TopicReconciler.Source<>(
                "routes",
                new RestoredVersions<>(
                    "routes",
                    store::all,
                    route -> routes.isAhead(route.name(), route),
                    route -> raiseVersion(store, route)),
                route -> routes.isMissing(route.name(), route),
                route -> topicPublisher.publishAndWait(Topics.ROUTES, route.name(), route)),
            System::nanoTime);
  }

  /** Reads everything that is published, then the stored routes, which may be newer. */
  void start(List<RouteRecord> stored, StartProgress progress) {
    routes.start();
    sessions.start();
    progress.await(routes::awaitComplete, routes::progress);
    progress.await(sessions::awaitComplete, sessions::progress);
    stored.forEach(route -> routes.put(route.name(), route));
    reconciler.start();
  }

  @Override
  public @Nullable RouteRecord current(String route) {
    RouteRecord published = routes.get(route);
    RouteConfig config = configured.get(route);
    if (published == null || config == null) {
      return null;
    }
    RouteRecord known = inForce.get(route);
    if (known == null || known.version() != published.version()) {
      known =
          new RouteRecord(
              published.v(),
              route,
              published.version(),
              config.withLimitsOf(published.settings()),
              published.paused(),
              published.rebind());
      inForce.put(route, known);
    }
    return known;
  }

  private boolean raiseVersion(RouteStore store, RouteRecord route) {
    RouteRecord published = routes.published(route.name());
    return published != null && store.raiseVersion(route, published.version());
  }

  /** How many sessions share the messages of a route; 1 for an unknown route. */
  int sessions(String route) {
    RouteRecord published = routes.get(route);
    return published == null ? 1 : published.settings().sessions();
  }

  /**
   * The routes of the configuration that take the messages of others, including those whose time is
   * over.
   */
  Map<String, RouteTakeover> takeovers() {
    Map<String, RouteTakeover> orders = new HashMap<>();
    for (RouteRecord route : routes.values()) {
      RouteTakeover order = route.takeover();
      if (order != null && configured.containsKey(route.name())) {
        orders.put(route.name(), order);
      }
    }
    return orders;
  }

  /** The sessions of a route that are bound and write, on any worker. */
  List<Integer> liveSessions(String route) {
    return sessions.liveSessions(route, clock.instant());
  }

  /** The last status of each session, on any worker. */
  Collection<SessionRecord> sessionStatuses() {
    return sessions.values();
  }

  SessionPublisher sessionPublisher() {
    return sessionPublisher;
  }

  /** Why the routes or the sessions of other workers cannot be read, or null. */
  @Nullable String problem() {
    return routes.error() == null ? sessions.error() : routes.error();
  }

  @Override
  public void close() {
    reconciler.close();
    topicPublisher.close();
    sessions.close();
    routes.close();
  }
}
