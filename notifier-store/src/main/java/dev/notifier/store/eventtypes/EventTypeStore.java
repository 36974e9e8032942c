package dev.notifier.store.eventtypes;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.store.templates.TemplateStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Kinds of events with every version they ever had. The program sows those that ship; a type that
 * an operator changed is never overwritten by it. Thread-safe.
 */
public final class EventTypeStore {
  /** Who changed what the program sowed. */
  public static final String SHIPPED = "shipped";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  public EventTypeStore(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    this.clock = clock;
  }

  /**
   * A version as it was stored.
   *
   * @param breaking whether callers or templates of the version before had to follow
   * @param changedBy who made it
   */
  public record Version(EventTypeRecord type, boolean breaking, Instant changedAt, String changedBy) {}

  /** What is in force and the digest of the seed it still is. */
  private record Standing(int version, @Nullable String seed) {}

  /** Every type as it is in force, by name. */
  public List<EventTypeRecord> all() {
    return jdbc.sql("select spec from event_types order by name")
        .query(EventTypeStore::type)
        .list();
  }

  /** One type as it is in force. */
  public Optional<EventTypeRecord> find(String name) {
    return jdbc.sql("select spec from event_types where name = :name")
        .param("name", name)
        .query(EventTypeStore::type)
        .optional();
  }

  /** Every version of a type, the newest first. */
  public List<Version> versions(String name) {
    return jdbc.sql(
            """
            select spec, breaking, changed_at, changed_by from event_type_versions
            where name = :name order by version desc
            """)
        .param("name", name)
        .query(EventTypeStore::version)
        .list();
  }

  /** One version of a type. */
  public Optional<Version> version(String name, int version) {
    return jdbc.sql(
            """
            select spec, breaking, changed_at, changed_by from event_type_versions
            where name = :name and version = :version
            """)
        .param("name", name)
        .param("version", version)
        .query(EventTypeStore::version)
        .optional();
  }

  /**
   * Puts a version into force, if it still follows on the one that is: version 1 on none.
   *
   * @param by who wants it; nothing personal
   * @param check looks whether the wordings in force can live with it, while none can change; what
   *     it throws comes out and nothing is done
   * @return false when somebody else was faster; then nothing changed
   */
  public boolean put(EventTypeRecord next, boolean breaking, String by, Runnable check) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          TemplateStore.lockTemplates(jdbc);
          check.run();
          boolean done = isInForce(next, null);
          if (done) {
            note(next, null, breaking, by);
          }
          return done;
        }));
  }

  /**
   * Sows what ships. A type that is there is left alone, unless it is what an older program sowed
   * and nobody changed it since; an older program does not bring its own back.
   *
   * @param shipped with whatever version
   * @return how many types changed
   */
  public int seed(List<EventTypeRecord> shipped) {
    // All at once, so that nobody takes the first few for all there are; in one order, so that two
    // programs do not wait for each other.
    List<EventTypeRecord> inOrder =
        shipped.stream().sorted(Comparator.comparing(EventTypeRecord::name)).toList();
    Long sown = transaction.execute(_ -> inOrder.stream().filter(this::seedOne).count());
    return sown == null ? 0 : sown.intValue();
  }

  private boolean seedOne(EventTypeRecord shipped) {
    String seed = digest(RecordJson.write(shipped.withVersion(0)));
    Standing standing = standing(shipped.name());
    if (standing != null && (standing.seed() == null || wasSeeded(shipped.name(), seed))) {
      return false;
    }
    EventTypeRecord next = shipped.withVersion(standing == null ? 1 : standing.version() + 1);
    boolean done = isInForce(next, seed);
    if (done) {
      note(next, seed, false, SHIPPED);
    }
    return done;
  }

  private @Nullable Standing standing(String name) {
    return jdbc.sql("select version, seed_digest from event_types where name = :name for update")
        .param("name", name)
        .query((row, _) -> new Standing(row.getInt("version"), row.getString("seed_digest")))
        .optional()
        .orElse(null);
  }

  private boolean wasSeeded(String name, String seed) {
    return !jdbc.sql("select 1 from event_type_versions where name = :name and seed_digest = :seed")
        .param("name", name)
        .param("seed", seed)
        .query(Integer.class)
        .list()
        .isEmpty();
  }

  private boolean isInForce(EventTypeRecord next, @Nullable String seed) {
    String sql =
        next.version() == 1
            ? """
            insert into event_types (name, version, seed_digest, spec, updated_at)
            values (:name, :version, :seed, :spec::json, :now)
            on conflict (name) do nothing
            """
            : """
            update event_types
            set version = :version, seed_digest = :seed, spec = :spec::json, updated_at = :now
            where name = :name and version = :version - 1
            """;
    int rows =
        jdbc.sql(sql)
            .param("name", next.name())
            .param("version", next.version())
            .param("seed", seed)
            .param("spec", json(next))
            .param("now", now())
            .update();
    return rows == 1;
  }

  private void note(EventTypeRecord type, @Nullable String seed, boolean breaking, String by) {
    jdbc.sql(
            """
            insert into event_type_versions
              (name, version, seed_digest, spec, breaking, changed_at, changed_by)
            values (:name, :version, :seed, :spec::json, :breaking, :now, :by)
            """)
        .param("name", type.name())
        .param("version", type.version())
        .param("seed", seed)
        .param("spec", json(type))
        .param("breaking", breaking)
        .param("now", now())
        .param("by", by)
        .update();
  }

  private static Version version(ResultSet row, int number) throws SQLException {
    return new Version(
        type(row, number),
        row.getBoolean("breaking"),
        row.getTimestamp("changed_at").toInstant(),
        row.getString("changed_by"));
  }

  private static EventTypeRecord type(ResultSet row, int number) throws SQLException {
    byte[] spec = row.getString("spec").getBytes(StandardCharsets.UTF_8);
    return RecordJson.read(spec, EventTypeRecord.class);
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }

  private static String json(EventTypeRecord type) {
    return new String(RecordJson.write(type), StandardCharsets.UTF_8);
  }

  private static String digest(byte[] form) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(form));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
