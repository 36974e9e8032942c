package dev.notifier.store.access;

import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.store.JsonText;
import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores API keys, as hashes. Revoked and expired keys remain. Thread-safe. */
public final class KeyStore {
  private static final String RESTORE = "restore";

  /** The seed of the advisory locks of topics. */
  private static final long CLIENT_LOCK = 0x6e6f_7469_0014L;

  private static final String COLUMNS =
      """
      id, version, tenant, name, owner, kind, scopes, permissions::text, secrets::text, expires_at,
      created_at, created_by, changed_at, changed_by, revoked_at, revoked_by, last_used_at,
      last_used_from
      """;

  private static final String SELECT = "select " + COLUMNS + "from api_keys ";
  static final String RETURNING = "returning " + COLUMNS;

  /** Another valid key has the topic, or a key of another tenant or kind ever had it. */
  private static final String TAKEN =
      """
      exists (
        select from api_keys other
        where other.permissions ->> 'kafkaClient' = :client and other.id <> :id
          and (other.tenant <> :tenant or other.kind <> :kind
               or (other.revoked_at is null and other.expires_at > :now)))
      """;

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  public KeyStore(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.batch = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.clock = clock;
  }

  /**
   * A use of a key.
   *
   * @param network without the parts of the address that name one machine
   */
  public record Use(String id, Instant at, String network) {}

  /**
   * How many keys a tenant may have.
   *
   * @param valid neither revoked nor expired
   * @param newInADay made in the last 24 hours, even if they are revoked
   */
  public record Limits(int valid, int newInADay) {}

  /** Returns all keys as they are published, by id. */
  public List<KeyRecord> all() {
    return jdbc.sql(SELECT + "order by id").query(KeyStore::key).list().stream()
        .map(stored -> stored.key().published())
        .toList();
  }

  /**
   * Returns a page of the keys, by id.
   *
   * @param tenant whose keys; null = of all tenants
   * @param after the last id of the page before; empty for the first page
   * @param limit the most keys
   */
  public List<StoredKey> page(@Nullable String tenant, String after, int limit) {
    String condition = tenant == null ? "" : "tenant = :tenant and ";
    return jdbc.sql(SELECT + "where " + condition + "id > :after order by id limit :limit")
        .param("tenant", tenant)
        .param("after", after)
        .param("limit", limit)
        .query(KeyStore::key)
        .list();
  }

  /** Returns a key. */
  public Optional<StoredKey> find(String id) {
    return jdbc.sql(SELECT + "where id = :id").param("id", id).query(KeyStore::key).optional();
  }

  /**
   * Whether a key cannot have a topic: another valid key has it, or a key of another tenant or kind
   * ever had. Records that wait there are of that tenant, and those for a test would be sent to
   * people.
   */
  public boolean isKafkaClientTaken(String client, KeyRecord by) {
    KeyKind kind = by.kind();
    return jdbc.sql("select " + TAKEN)
        .param("client", client)
        .param("id", by.id())
        .param("tenant", by.tenant())
        .param("kind", kind == null ? "" : kind.id())
        .param("now", Timestamp.from(clock.instant()))
        .query(Boolean.class)
        .single();
  }

  /**
   * Stores a new key. Parallel calls never exceed the limits, and never give a topic to two keys.
   *
   * @param createdBy the name of the caller
   * @param limits of its tenant
   * @return the stored key; empty if the tenant has as many or the topic is {@linkplain
   *     #isKafkaClientTaken taken}, and then nothing is changed
   */
  public Optional<StoredKey> insert(KeyRecord key, String owner, String createdBy, Limits limits) {
    return inTransaction(() -> {
      lockClient(key);
      TenantLock.lock(jdbc, key.tenant());
      return statement(
              """
              insert into api_keys
                (id, version, tenant, name, owner, kind, scopes, permissions, secrets, expires_at,
                 created_at, created_by, changed_at, changed_by)
              select :id, :version, :tenant, :name, :owner, :kind, :scopes, :permissions::jsonb,
                     :secrets::jsonb, :expiresAt, :now, :by, :now, :by
              where (select count(*) from api_keys
                     where tenant = :tenant and revoked_at is null and expires_at > :now) < :most
                and (select count(*) from api_keys
                     where tenant = :tenant and created_at > :dayAgo) < :mostInADay
                and not
              """
                  + TAKEN
                  + RETURNING,
              key)
          .param("owner", owner)
          .param("by", createdBy)
          .param("client", key.permissions().kafkaClient(), Types.VARCHAR)
          .param("most", limits.valid())
          .param("mostInADay", limits.newInADay())
          .param("dayAgo", Timestamp.from(clock.instant().minus(1, ChronoUnit.DAYS)))
          .query(KeyStore::key)
          .optional();
    });
  }

  /**
   * Stores a later version, with its revocation if it has one. A key that gets a topic, or becomes
   * valid again with one, gets it only if it is not {@linkplain #isKafkaClientTaken taken}.
   *
   * @param stored the version that the table has
   * @param changedBy the name of the caller
   * @return the stored key; empty if another change was first, and then nothing is changed
   */
  public Optional<StoredKey> update(KeyRecord next, int stored, String owner, String changedBy) {
    return inTransaction(() -> {
      lockClient(next);
      return statement(
              """
              update api_keys
              set version = :version, name = :name, owner = :owner, scopes = :scopes,
                  permissions = :permissions::jsonb, secrets = :secrets::jsonb,
                  expires_at = :expiresAt, changed_at = :now, changed_by = :by,
                  revoked_by = case when revoked_at is null and cast(:revokedAt as timestamptz) is not null
                                    then :by else revoked_by end,
                  revoked_at = coalesce(revoked_at, cast(:revokedAt as timestamptz))
              where id = :id and version = :stored and :version > :stored
                and tenant = :tenant and kind = :kind
                and (cast(:revokedAt as timestamptz) is not null or :expiresAt <= :now
                     or (permissions ->> 'kafkaClient' = :client
                         and revoked_at is null and expires_at > :now)
                     or not
              """
                  + TAKEN
                  + ") "
                  + RETURNING,
              next)
          .param("stored", stored)
          .param("owner", owner)
          .param("by", changedBy)
          .param("client", next.permissions().kafkaClient(), Types.VARCHAR)
          .param("revokedAt", timestamp(next.revokedAt()), Types.TIMESTAMP)
          .query(KeyStore::key)
          .optional();
    });
  }

  /** Keys of different tenants may want the same topic, so the lock is that of its name. */
  private void lockClient(KeyRecord key) {
    String client = key.permissions().kafkaClient();
    if (client != null) {
      jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:client, :lock))")
          .param("client", client)
          .param("lock", CLIENT_LOCK)
          .query((_, _) -> true)
          .single();
    }
  }

  private <T> T inTransaction(Supplier<T> change) {
    return Objects.requireNonNull(transaction.execute(_ -> change.get()));
  }

  /**
   * Takes over a version of the topic, for a database that was restored from a backup: otherwise a
   * key that was revoked after the backup would be valid again. A key that is revoked here stays
   * revoked, in a version after that of the topic, so that the revocation is published.
   *
   * @param published the key in the version that it gets
   * @param stored the version that the table has; 0 if it does not have the key
   * @return false if the key has changed meanwhile; nothing is changed then
   */
  public boolean restore(KeyRecord published, int stored) {
    return statement(
                """
                insert into api_keys
                  (id, version, tenant, name, owner, kind, scopes, permissions, secrets, expires_at,
                   created_at, created_by, changed_at, changed_by, revoked_at, revoked_by)
                values (:id, :version, :tenant, :name, :by, :kind, :scopes, :permissions::jsonb,
                        :secrets::jsonb, :expiresAt, :now, :maker, :now, :by, cast(:revokedAt as timestamptz),
                        case when cast(:revokedAt as timestamptz) is null then null else :by end)
                on conflict (id) do update
                set version = case when api_keys.revoked_at is not null and excluded.revoked_at is null
                                   then excluded.version + 1 else excluded.version end,
                    name = excluded.name, scopes = excluded.scopes,
                    permissions = case when excluded.revoked_at is null then excluded.permissions
                                       else api_keys.permissions end,
                    secrets = excluded.secrets,
                    expires_at = excluded.expires_at, changed_at = excluded.changed_at,
                    changed_by = excluded.changed_by,
                    revoked_at = coalesce(api_keys.revoked_at, excluded.revoked_at),
                    revoked_by = coalesce(api_keys.revoked_by, excluded.revoked_by)
                where api_keys.version = :stored
                """,
                published)
            .param("by", RESTORE)
            .param("maker", Objects.requireNonNullElse(published.maker(), RESTORE))
            .param("revokedAt", timestamp(published.revokedAt()), Types.TIMESTAMP)
            .param("stored", stored)
            .update()
        == 1;
  }

  /**
   * Notes the latest uses in one statement. It locks the rows in the order of their ids, so that
   * two programs cannot wait for each other.
   */
  public void noteUses(List<Use> uses) {
    List<Use> sorted = uses.stream().sorted(Comparator.comparing(Use::id)).toList();
    batch.update(
        """
        with used as (
          select * from unnest(?::text[], ?::timestamptz[], ?::text[]) as u (id, at, network)
        ), locked as (
          select id from api_keys where id in (select id from used) order by id for update
        )
        update api_keys k
        set last_used_at = used.at, last_used_from = used.network
        from used join locked using (id)
        where k.id = used.id and (k.last_used_at is null or k.last_used_at < used.at)
        """,
        statement ->
            new PgArrays<>(statement, sorted)
                .column("text", Use::id)
                .time(Use::at)
                .column("text", Use::network));
  }

  /** Binds the parameters that all changes have. */
  private JdbcClient.StatementSpec statement(String sql, KeyRecord key) {
    KeyKind kind = key.kind();
    if (kind == null) {
      throw new IllegalArgumentException("a key of an unknown kind is not stored");
    }
    return jdbc.sql(sql)
        .param("id", key.id())
        .param("version", key.version())
        .param("tenant", key.tenant())
        .param("name", key.name())
        .param("kind", kind.id())
        .param("scopes", key.scopes().toArray(String[]::new))
        .param("permissions", JsonText.write(key.permissions()))
        .param("secrets", JsonText.write(key.secrets()))
        .param("expiresAt", Timestamp.from(key.expiresAt()))
        .param("now", Timestamp.from(clock.instant()));
  }

  static StoredKey key(ResultSet row, int number) throws SQLException {
    KeyRecord key =
        new KeyRecord(
            KeyRecord.VERSION,
            row.getString("id"),
            row.getInt("version"),
            row.getString("tenant"),
            row.getString("name"),
            KeyKind.of(row.getString("kind")).orElse(null),
            List.of((String[]) row.getArray("scopes").getArray()),
            JsonText.read(row.getString("permissions"), KeyPermissions.class),
            Arrays.asList(JsonText.read(row.getString("secrets"), KeyRecord.Secret[].class)),
            PgInstants.get(row, "expires_at"),
            PgInstants.getNullable(row, "revoked_at"));
    return new StoredKey(
        key,
        row.getString("owner"),
        PgInstants.get(row, "created_at"),
        row.getString("created_by"),
        PgInstants.get(row, "changed_at"),
        row.getString("changed_by"),
        row.getString("revoked_by"),
        PgInstants.getNullable(row, "last_used_at"),
        row.getString("last_used_from"));
  }

  private static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }
}
