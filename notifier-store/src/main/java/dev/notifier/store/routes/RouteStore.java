package dev.notifier.store.routes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.store.JsonText;
import dev.notifier.store.SeedDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stores routes. The configuration inserts a new route and updates a route whose configuration
 * changed; otherwise, the table with the changes of operators is authoritative. Each change is a
 * new version and has a row in {@code route_changes}. Where to connect, and with which login, is
 * never stored. Thread-safe.
 */
public final class RouteStore {
  private static final String CONFIGURATION = "configuration";
  private static final String RESTORE = "restore";

  private static final JsonMapper COMPLETE =
      JsonMapper.builder().addMixIn(RouteConfig.class, Complete.class).build();

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final BindSlotStore slots;
  private final InstantSource clock;

  public RouteStore(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    this.slots = new BindSlotStore(dataSource);
    this.clock = clock;
  }

  /**
   * A requested change.
   *
   * @param changedBy the name of the operator, for {@code route_changes}
   * @param ifVersion the expected version of the route; empty for any
   * @param change returns the route with the new limits, pause, rebind and takeover; its version is
   *     ignored. If no value differs, nothing is changed
   */
  public record ChangeRequest(
      String changedBy, Optional<Integer> ifVersion, UnaryOperator<RouteRecord> change) {}

  /** The result of a change. */
  public sealed interface Outcome {
    /** The change is in force, or was already. */
    record Changed(RouteRecord route) implements Outcome {}

    /** The route does not exist; these do. */
    record NotFound(List<String> names) implements Outcome {}

    /** The route has another version than expected. Nothing changed. */
    record Conflict() implements Outcome {}

    /** There are fewer free bind slots than new sessions. Nothing changed. */
    record NoFreeBindSlot() implements Outcome {}
  }

  /**
   * Updates the table from the configuration. Several programs with the same configuration may call
   * it at the same time. A paused route stays paused.
   *
   * @return the routes in force: those of the configuration with the stored limits
   */
  public Map<String, RouteConfig> seed(Map<String, RouteConfig> configured) {
    Map<String, RouteConfig> inForce = new LinkedHashMap<>();
    new TreeMap<>(configured)
        .forEach((name, route) -> {
          transaction.executeWithoutResult(_ -> seed(name, route));
          RouteConfig spec = find(name).orElseThrow().settings();
          inForce.put(name, route.withLimitsOf(spec));
        });
    return inForce;
  }

  /** Returns all routes that were ever configured, by name, without passwords. */
  public List<RouteRecord> all() {
    return jdbc.sql(
            "select name, version, spec::text, paused, rebind, takeover::text from routes order by name")
        .query(RouteStore::route)
        .list();
  }

  /**
   * Returns a page of the routes that were ever configured, by name, without passwords.
   *
   * @param after the last name of the page before; empty for the first page
   * @param limit the most routes
   */
  public List<RouteRecord> page(String after, int limit) {
    return jdbc.sql(
            """
            select name, version, spec::text, paused, rebind, takeover::text from routes
            where name > :after order by name limit :limit
            """)
        .param("after", after)
        .param("limit", limit)
        .query(RouteStore::route)
        .list();
  }

  /** Returns a route without its password. */
  public Optional<RouteRecord> find(String name) {
    return jdbc.sql(
            "select name, version, spec::text, paused, rebind, takeover::text from routes where name = :name")
        .param("name", name)
        .query(RouteStore::route)
        .optional();
  }

  /**
   * Gives a stored route a version above the one that is published, with the same settings. For a
   * database that was restored from a backup.
   *
   * @param stored as it was read
   * @param published the version on Kafka
   * @return false if the route has changed since it was read; nothing is changed then
   */
  public boolean raiseVersion(RouteRecord stored, int published) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          RouteRecord after =
              new RouteRecord(
                  RouteRecord.VERSION,
                  stored.name(),
                  Math.max(stored.version(), published) + 1,
                  stored.settings(),
                  stored.paused(),
                  stored.rebind(),
                  stored.takeover());
          boolean raised = update(stored, after);
          if (raised) {
            insertChange(after, RESTORE, settings(after));
          }
          return raised;
        }));
  }

  /** Changes a route. New sessions get their bind slots in the same transaction. */
  public Outcome change(String name, ChangeRequest request) {
    Outcome outcome = transaction.execute(status -> change(name, request, status));
    if (outcome == null) {
      throw new IllegalStateException("The transaction has no result");
    }
    return outcome;
  }

  private Outcome change(String name, ChangeRequest request, TransactionStatus status) {
    RouteRecord before = find(name).orElse(null);
    if (before == null) {
      return new Outcome.NotFound(all().stream().map(RouteRecord::name).toList());
    }
    if (request.ifVersion().filter(version -> version != before.version()).isPresent()) {
      return new Outcome.Conflict();
    }
    RouteRecord requested = request.change().apply(before);
    Map<String, Object> change = difference(before, requested);
    if (change.isEmpty()) {
      return new Outcome.Changed(before);
    }
    RouteRecord after = next(before, requested);
    if (!update(before, after)) {
      return new Outcome.Conflict();
    }
    insertChange(after, request.changedBy(), change);
    if (after.settings().sessions() > before.settings().sessions() && !registerSlots(after)) {
      status.setRollbackOnly();
      return new Outcome.NoFreeBindSlot();
    }
    return new Outcome.Changed(after);
  }

  /** Takes part in the transaction of the current thread. */
  private boolean registerSlots(RouteRecord route) {
    try {
      slots.register(route.name(), route.settings().sessions(), Topics.MAX_BIND_SLOTS);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static RouteRecord next(RouteRecord before, RouteRecord requested) {
    RouteConfig limits = requested.settings();
    return new RouteRecord(
        RouteRecord.VERSION,
        before.name(),
        before.version() + 1,
        before.settings().withLimits(limits.sessions(), limits.window(), limits.rate()),
        requested.paused(),
        requested.rebind(),
        requested.takeover());
  }

  private static Map<String, Object> difference(RouteRecord before, RouteRecord requested) {
    Map<String, Object> change = new TreeMap<>();
    settings(requested)
        .forEach((key, value) -> {
          if (!value.equals(settings(before).get(key))) {
            change.put(key, value);
          }
        });
    if (!Objects.equals(before.takeover(), requested.takeover())) {
      change.put("takeover", takeover(requested));
    }
    return change;
  }

  private static Map<String, Object> settings(RouteRecord route) {
    RouteConfig spec = route.settings();
    return Map.of(
        "sessions", spec.sessions(),
        "window", spec.window(),
        "rate", spec.rate(),
        "paused", route.paused(),
        "rebind", route.rebind());
  }

  private static Map<String, String> takeover(RouteRecord route) {
    RouteTakeover order = route.takeover();
    return order == null
        ? Map.of()
        : Map.of(
            "messages", order.messages().id(),
            "until", order.until().toString(),
            "since", order.since().toString(),
            "reason", order.reason());
  }

  private boolean update(RouteRecord before, RouteRecord after) {
    int rows =
        jdbc.sql(
                """
                update routes
                set version = :version, spec = :spec::jsonb, paused = :paused, rebind = :rebind,
                    takeover = :takeover::jsonb, updated_at = :now
                where name = :name and version = :before
                """)
            .param("name", before.name())
            .param("before", before.version())
            .param("version", after.version())
            .param("spec", JsonText.write(after.settings()))
            .param("paused", after.paused())
            .param("rebind", after.rebind())
            .param(
                "takeover",
                after.takeover() == null ? null : JsonText.write(after.takeover()),
                Types.VARCHAR)
            .param("now", now())
            .update();
    return rows == 1;
  }

  private void seed(String name, RouteConfig route) {
    String spec = JsonText.write(route);
    int rows =
        jdbc.sql(
                """
                insert into routes (name, version, seed_digest, spec, updated_at)
                values (:name, 1, :seedDigest, :spec::jsonb, :now)
                on conflict (name) do update
                set version = routes.version + 1, seed_digest = excluded.seed_digest, spec = excluded.spec,
                    updated_at = excluded.updated_at
                where routes.seed_digest <> excluded.seed_digest
                """)
            .param("name", name)
            .param("seedDigest", SeedDigest.of(complete(route)))
            .param("spec", spec)
            .param("now", now())
            .update();
    if (rows == 1) {
      RouteRecord seeded = find(name).orElseThrow();
      insertChange(seeded, CONFIGURATION, settings(seeded));
    }
    removeConnection(name);
  }

  /**
   * The whole configuration without its password. Only its digest is stored: a route with another
   * host is another configuration.
   */
  private static String complete(RouteConfig route) {
    return COMPLETE.writeValueAsString(route.withPassword(""));
  }

  /** Removes what older releases stored. No release reads it any more. */
  private void removeConnection(String name) {
    jdbc.sql(
            """
            update routes set spec = spec - '{host,port,tls,systemId,password,systemType}'::text[]
            where name = :name
              and jsonb_exists_any(spec, '{host,port,tls,systemId,password,systemType}'::text[])
            """)
        .param("name", name)
        .update();
  }

  /** Includes what {@link RouteConfig} keeps out of JSON. */
  @JsonIgnoreProperties
  private static final class Complete {}

  private void insertChange(RouteRecord route, String changedBy, Map<String, Object> change) {
    jdbc.sql(
            """
            insert into route_changes (name, version, changed_at, changed_by, change)
            values (:name, :version, :now, :changedBy, :change::jsonb)
            """)
        .param("name", route.name())
        .param("version", route.version())
        .param("now", now())
        .param("changedBy", changedBy)
        .param("change", JsonText.write(change))
        .update();
  }

  private static RouteRecord route(ResultSet row, int number) throws SQLException {
    String takeover = row.getString("takeover");
    return new RouteRecord(
        RouteRecord.VERSION,
        row.getString("name"),
        row.getInt("version"),
        JsonText.read(row.getString("spec"), RouteConfig.class),
        row.getBoolean("paused"),
        row.getInt("rebind"),
        takeover == null ? null : JsonText.read(takeover, RouteTakeover.class));
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
