package dev.notifier.api.routes;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.TableDefinition;
import dev.notifier.kafka.table.TableListener;
import dev.notifier.kafka.table.TopicTable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The routes and the session statuses that are published on Kafka. While Kafka is unavailable it
 * keeps the last known values and reports them as stale. Thread-safe.
 */
public final class RouteStatusCache implements AutoCloseable {
  private static final Duration STALE_AFTER = Duration.ofSeconds(10);

  private final TopicTable<RouteRecord> routes;
  private final TopicTable<SessionRecord> sessions;

  /**
   * @param nanoTime a monotonic clock
   * @param listener receives the routes
   */
  public RouteStatusCache(
      KafkaClients clients, LongSupplier nanoTime, TableListener<RouteRecord> listener) {
    routes =
        new TopicTable<>(
            clients,
            TableDefinition.of(
                Topics.ROUTES, RouteRecord.FORMAT, Comparator.comparingInt(RouteRecord::version)),
            nanoTime,
            listener);
    sessions =
        new TopicTable<>(
            clients,
            TableDefinition.of(
                Topics.SESSIONS, SessionRecord.FORMAT, Comparator.comparing(SessionRecord::at)),
            nanoTime);
  }

  /** Starts reading. Called once. */
  public void start() {
    routes.start();
    sessions.start();
  }

  @Override
  public void close() {
    sessions.close();
    routes.close();
  }

  /** The routes on the topic, ordered by name. */
  public List<RouteRecord> routes() {
    return routes.values().stream().sorted(Comparator.comparing(RouteRecord::name)).toList();
  }

  /** The sessions of a route, ordered by number. */
  public List<SessionRecord> sessions(String route) {
    return sessions.values().stream()
        .filter(session -> session.route().equals(route))
        .sorted(Comparator.comparingInt(SessionRecord::session))
        .toList();
  }

  /** Whether the values may be outdated: the topics have not been read for some time. */
  public boolean isStale() {
    return routes.isStale(STALE_AFTER) || sessions.isStale(STALE_AFTER);
  }

  /** The route on the topic, or null. */
  public @Nullable RouteRecord published(String name) {
    return routes.published(name);
  }

  /**
   * Whether the topic has a newer version than the stored route: see {@link TopicTable#isAhead}.
   */
  public boolean isAhead(RouteRecord stored) {
    return routes.isAhead(stored.name(), stored);
  }

  /** Whether the topic has an older version of the route, or none. */
  public boolean isMissing(RouteRecord route) {
    return routes.isMissing(route.name(), route);
  }
}
