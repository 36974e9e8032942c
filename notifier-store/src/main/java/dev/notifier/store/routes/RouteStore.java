package dev.notifier.store.routes;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Carriers. The configuration seeds a route when it is new or when what the configuration says of
 * it has changed; otherwise the table is the truth, with what operators changed. Each change is a
 * new version and leaves a row in {@code route_changes}. Passwords stay in the configuration and
 * are never stored. Thread-safe.
 */
public final class RouteStore {
  private static final String CONFIGURATION = "configuration";

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
   * A change that is asked for.
   *
   * @param changedBy whose it is, for the record of changes; nothing personal
   * @param ifVersion the version it is meant for; empty = whichever is in force
   * @param change makes the new values of limits, pause and rebind from those in force; the version
   *     is set here. The same values again are no change
   */
  public record ChangeRequest(
      String changedBy, Optional<Integer> ifVersion, UnaryOperator<RouteRecord> change) {}

  /** What came of an request. */
  public sealed interface Outcome {
    /** It is in force, or was already. */
    record Changed(RouteRecord route) implements Outcome {}

    /** There is no such route; these are there. */
    record NotFound(List<String> names) implements Outcome {}

    /** The route is not, or no longer, the one that the change was made for. Nothing changed. */
    record Conflict() implements Outcome {}

    /** More sessions than there are free bind slots. Nothing changed. */
    record NoFreeBindSlot() implements Outcome {}
  }

  /**
   * Brings the table up to the configuration. Safe when several programs do it at once with the
   * same configuration. A route that is paused stays paused.
   *
   * @return the routes as they are in force, with the configuration's passwords
   */
  public Map<String, RouteConfig> seed(Map<String, RouteConfig> configured) {
    Map<String, RouteConfig> inForce = new LinkedHashMap<>();
    new TreeMap<>(configured)
        .forEach((name, route) -> {
          transaction.executeWithoutResult(_ -> seed(name, route));
          RouteConfig spec = find(name).orElseThrow().spec();
          inForce.put(name, spec.withPassword(route.password()));
        });
    return inForce;
  }

  /** Every route that was ever configured, by name, without passwords. */
  public List<RouteRecord> all() {
    return jdbc.sql("select name, version, spec::text, paused, rebind from routes order by name")
        .query(RouteStore::route)
        .list();
  }

  /** One route, without its password. */
  public Optional<RouteRecord> find(String name) {
    return jdbc.sql(
            "select name, version, spec::text, paused, rebind from routes where name = :name")
        .param("name", name)
        .query(RouteStore::route)
        .optional();
  }

  /**
   * Changes a route. When it gets more sessions their bind slots are given in the same transaction.
   */
  public Outcome change(String name, ChangeRequest request) {
    Outcome outcome = transaction.execute(status -> change(name, request, status));
    if (outcome == null) {
      throw new IllegalStateException("A transaction gave nothing back");
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
    RouteRecord wanted = request.change().apply(before);
    Map<String, Object> change = difference(before, wanted);
    if (change.isEmpty()) {
      return new Outcome.Changed(before);
    }
    RouteRecord after = next(before, wanted);
    if (!isUpdated(before, after)) {
      return new Outcome.Conflict();
    }
    note(after, request.changedBy(), change);
    if (after.spec().sessions() > before.spec().sessions() && !haveSlots(after)) {
      status.setRollbackOnly();
      return new Outcome.NoFreeBindSlot();
    }
    return new Outcome.Changed(after);
  }

  /** Takes part in the transaction that is open on this thread. */
  private boolean haveSlots(RouteRecord route) {
    try {
      slots.register(route.name(), route.spec().sessions(), Topics.BIND_SLOTS);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static RouteRecord next(RouteRecord before, RouteRecord wanted) {
    RouteConfig limits = wanted.spec();
    return new RouteRecord(
        RouteRecord.VERSION,
        before.name(),
        before.version() + 1,
        before.spec().withLimits(limits.sessions(), limits.window(), limits.rate()),
        wanted.paused(),
        wanted.rebind());
  }

  private static Map<String, Object> difference(RouteRecord before, RouteRecord wanted) {
    Map<String, Object> change = new TreeMap<>();
    limits(wanted)
        .forEach((key, value) -> {
          if (!value.equals(limits(before).get(key))) {
            change.put(key, value);
          }
        });
    return change;
  }

  private static Map<String, Object> limits(RouteRecord route) {
    RouteConfig spec = route.spec();
    return Map.of(
        "sessions", spec.sessions(),
        "window", spec.window(),
        "rate", spec.rate(),
        "paused", route.paused(),
        "rebind", route.rebind());
  }

  private boolean isUpdated(RouteRecord before, RouteRecord after) {
    int rows =
        jdbc.sql(
                """
                update routes
                set version = :version, spec = :spec::jsonb, paused = :paused, rebind = :rebind,
                    updated_at = :now
                where name = :name and version = :before
                """)
            .param("name", before.name())
            .param("before", before.version())
            .param("version", after.version())
            .param("spec", json(RecordJson.write(after.spec().withPassword(""))))
            .param("paused", after.paused())
            .param("rebind", after.rebind())
            .param("now", now())
            .update();
    return rows == 1;
  }

  private void seed(String name, RouteConfig route) {
    byte[] spec = RecordJson.write(route.withPassword(""));
    int rows =
        jdbc.sql(
                """
                insert into routes (name, version, seed_digest, spec, updated_at)
                values (:name, 1, :seed, :spec::jsonb, :now)
                on conflict (name) do update
                set version = routes.version + 1, seed_digest = excluded.seed_digest, spec = excluded.spec,
                    updated_at = excluded.updated_at
                where routes.seed_digest <> excluded.seed_digest
                """)
            .param("name", name)
            .param("seed", digest(spec))
            .param("spec", json(spec))
            .param("now", now())
            .update();
    if (rows == 1) {
      RouteRecord seeded = find(name).orElseThrow();
      note(seeded, CONFIGURATION, limits(seeded));
    }
  }

  private void note(RouteRecord route, String by, Map<String, Object> change) {
    jdbc.sql(
            """
            insert into route_changes (name, version, changed_at, changed_by, change)
            values (:name, :version, :now, :by, :change::jsonb)
            """)
        .param("name", route.name())
        .param("version", route.version())
        .param("now", now())
        .param("by", by)
        .param("change", json(RecordJson.write(change)))
        .update();
  }

  private static RouteRecord route(ResultSet row, int number) throws SQLException {
    byte[] spec = row.getString("spec").getBytes(StandardCharsets.UTF_8);
    return new RouteRecord(
        RouteRecord.VERSION,
        row.getString("name"),
        row.getInt("version"),
        RecordJson.read(spec, RouteConfig.class),
        row.getBoolean("paused"),
        row.getInt("rebind"));
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static String json(byte[] octets) {
    return new String(octets, StandardCharsets.UTF_8);
  }

  private static String digest(byte[] spec) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(spec));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
