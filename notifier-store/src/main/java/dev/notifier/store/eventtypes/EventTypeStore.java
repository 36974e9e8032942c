package dev.notifier.store.eventtypes;

import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.store.JsonText;
import dev.notifier.store.PgInstants;
import dev.notifier.store.SeedDigest;
import dev.notifier.store.templates.TemplateStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores event types with all their versions. The program seeds the shipped event types; it never
 * overwrites an event type that an operator changed. Thread-safe.
 */
public final class EventTypeStore {
  /** The operator of seeded versions. */
  public static final String SHIPPED = "shipped";

  private static final String RESTORE = "restore";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  public EventTypeStore(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
    this.clock = clock;
  }

  /**
   * A stored version.
   *
   * @param breaking whether it is incompatible with callers or templates of the version before
   * @param changedBy the name of the operator, or {@link #SHIPPED}
   */
  public record Version(
      EventTypeRecord type, boolean breaking, Instant changedAt, String changedBy) {}

  /** An event type without its schema and samples, in the words of its specification. */
  public record Summary(
      String name, int version, String title, String category, String lane, String template) {}

  /**
   * A version without its content.
   *
   * @param breaking true if callers of the version before had to change
   */
  public record Change(int version, boolean breaking, Instant changedAt, String changedBy) {}

  /** The version in force; the digest is null if an operator changed the event type. */
  private record InForce(int version, @Nullable String seedDigest) {}

  /** Returns the event types in force, by name. */
  public List<EventTypeRecord> all() {
    return jdbc.sql("select spec from event_types order by name")
        .query(EventTypeStore::type)
        .list();
  }

  /**
   * Returns a page of what the event types are about, by name.
   *
   * @param after the last name of the page before; empty for the first page
   * @param limit the most event types
   */
  public List<Summary> summaries(String after, int limit) {
    return jdbc.sql(
            """
            select name, version, spec->>'title' as title, spec->>'category' as category,
                   spec->>'lane' as lane, spec->>'template' as template
            from event_types where name > :after order by name limit :limit
            """)
        .param("after", after)
        .param("limit", limit)
        .query((row, _) ->
            new Summary(
                row.getString("name"),
                row.getInt("version"),
                row.getString("title"),
                row.getString("category"),
                row.getString("lane"),
                row.getString("template")))
        .list();
  }

  /** Whether there are at least a number of event types. */
  public boolean hasAtLeast(int count) {
    return jdbc.sql("select 1 from event_types limit :count")
            .param("count", count)
            .query(Integer.class)
            .list()
            .size()
        == count;
  }

  /** Returns the event type in force with a name. */
  public Optional<EventTypeRecord> find(String name) {
    return jdbc.sql("select spec from event_types where name = :name")
        .param("name", name)
        .query(EventTypeStore::type)
        .optional();
  }

  /** Returns all versions of an event type, the newest first. */
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

  /**
   * Returns a page of the versions of an event type without their content, the newest first.
   *
   * @param before only versions below this one
   * @param limit the most versions
   */
  public List<Change> changes(String name, long before, int limit) {
    return jdbc.sql(
            """
            select version, breaking, changed_at, changed_by from event_type_versions
            where name = :name and version < :before order by version desc limit :limit
            """)
        .param("name", name)
        .param("before", before)
        .param("limit", limit)
        .query((row, _) ->
            new Change(
                row.getInt("version"),
                row.getBoolean("breaking"),
                PgInstants.get(row, "changed_at"),
                row.getString("changed_by")))
        .list();
  }

  /** Returns a version of an event type. */
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
   * Puts a version into force if it is the successor of the one in force; version 1 has no
   * predecessor.
   *
   * @param changedBy the name of the operator
   * @param check checks the version against the published templates, while none can change; an
   *     exception rolls the change back and is passed on
   * @return false if another change was first; nothing is changed then
   */
  public boolean put(EventTypeRecord next, boolean breaking, String changedBy, Runnable check) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          TemplateStore.lockTemplates(jdbc);
          check.run();
          boolean changed = update(next, null);
          if (changed) {
            insertVersion(next, null, breaking, changedBy);
          }
          return changed;
        }));
  }

  /**
   * Gives a stored event type a version above the one that is published, with the same content. For
   * a database that was restored from a backup.
   *
   * @param stored as it was read
   * @param published the version on Kafka
   * @return false if the event type has changed since it was read; nothing is changed then
   */
  public boolean raiseVersion(EventTypeRecord stored, int published) {
    EventTypeRecord next = stored.withVersion(Math.max(stored.version(), published) + 1);
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          InForce before = lockInForce(stored.name());
          if (before == null || before.version() != stored.version()) {
            return false;
          }
          jdbc.sql(
                  """
                  update event_types set version = :version, spec = :spec::json, updated_at = :now
                  where name = :name
                  """)
              .param("name", next.name())
              .param("version", next.version())
              .param("spec", JsonText.write(next))
              .param("now", now())
              .update();
          insertVersion(next, before.seedDigest(), false, RESTORE);
          return true;
        }));
  }

  /**
   * Seeds the shipped event types. An existing event type is replaced only if an older program
   * seeded it and no operator changed it since. An older program does not replace a newer seed.
   *
   * @param shipped the event types; their versions are ignored
   * @return the number of event types changed
   */
  public int seed(List<EventTypeRecord> shipped) {
    // In one transaction, so that a reader never sees only some of them. In a fixed order, so that
    // two programs cannot deadlock.
    List<EventTypeRecord> sorted =
        shipped.stream().sorted(Comparator.comparing(EventTypeRecord::name)).toList();
    Long seeded = transaction.execute(_ -> sorted.stream().filter(this::seed).count());
    return seeded == null ? 0 : seeded.intValue();
  }

  private boolean seed(EventTypeRecord shipped) {
    String digest = SeedDigest.of(JsonText.write(shipped.withVersion(0)));
    InForce before = lockInForce(shipped.name());
    if (before != null && (before.seedDigest() == null || wasSeeded(shipped.name(), digest))) {
      return false;
    }
    EventTypeRecord next = shipped.withVersion(before == null ? 1 : before.version() + 1);
    boolean changed = update(next, digest);
    if (changed) {
      insertVersion(next, digest, false, SHIPPED);
    }
    return changed;
  }

  private @Nullable InForce lockInForce(String name) {
    return jdbc.sql("select version, seed_digest from event_types where name = :name for update")
        .param("name", name)
        .query((row, _) -> new InForce(row.getInt("version"), row.getString("seed_digest")))
        .optional()
        .orElse(null);
  }

  private boolean wasSeeded(String name, String seedDigest) {
    return !jdbc.sql(
            "select 1 from event_type_versions where name = :name and seed_digest = :seedDigest")
        .param("name", name)
        .param("seedDigest", seedDigest)
        .query(Integer.class)
        .list()
        .isEmpty();
  }

  private boolean update(EventTypeRecord next, @Nullable String seedDigest) {
    String sql =
        next.version() == 1
            ? """
            insert into event_types (name, version, seed_digest, spec, updated_at)
            values (:name, :version, :seedDigest, :spec::json, :now)
            on conflict (name) do nothing
            """
            : """
            update event_types
            set version = :version, seed_digest = :seedDigest, spec = :spec::json, updated_at = :now
            where name = :name and version = :version - 1
            """;
    int rows =
        jdbc.sql(sql)
            .param("name", next.name())
            .param("version", next.version())
            .param("seedDigest", seedDigest)
            .param("spec", JsonText.write(next))
            .param("now", now())
            .update();
    return rows == 1;
  }

  private void insertVersion(
      EventTypeRecord type, @Nullable String seedDigest, boolean breaking, String changedBy) {
    jdbc.sql(
            """
            insert into event_type_versions
              (name, version, seed_digest, spec, breaking, changed_at, changed_by)
            values (:name, :version, :seedDigest, :spec::json, :breaking, :now, :changedBy)
            """)
        .param("name", type.name())
        .param("version", type.version())
        .param("seedDigest", seedDigest)
        .param("spec", JsonText.write(type))
        .param("breaking", breaking)
        .param("now", now())
        .param("changedBy", changedBy)
        .update();
  }

  private static Version version(ResultSet row, int number) throws SQLException {
    return new Version(
        type(row, number),
        row.getBoolean("breaking"),
        PgInstants.get(row, "changed_at"),
        row.getString("changed_by"));
  }

  private static EventTypeRecord type(ResultSet row, int number) throws SQLException {
    return JsonText.read(row.getString("spec"), EventTypeRecord.class);
  }

  private Timestamp now() {
    return Timestamp.from(clock.instant());
  }
}
