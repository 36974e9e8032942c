package dev.notifier.store.access;

import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores tenants. They are never deleted. Thread-safe. */
public final class TenantStore {
  private static final String RESTORE = "restore";

  private static final String COLUMNS =
      "select id, version, title, suspended, monthly_segments, advertising, release_limit,"
          + " small_batches_in_lane, created_at, created_by, changed_at, changed_by from tenants ";

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  public TenantStore(DataSource dataSource, InstantSource clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    this.clock = clock;
  }

  /** Returns all tenants, by id. */
  public List<TenantRecord> all() {
    return jdbc.sql(COLUMNS + "order by id").query(TenantStore::tenant).list().stream()
        .map(StoredTenant::tenant)
        .toList();
  }

  /**
   * Returns a page of the tenants, by id.
   *
   * @param after the last id of the page before; empty for the first page
   * @param limit the most tenants
   */
  public List<StoredTenant> page(String after, int limit) {
    return jdbc.sql(COLUMNS + "where id > :after order by id limit :limit")
        .param("after", after)
        .param("limit", limit)
        .query(TenantStore::tenant)
        .list();
  }

  /** Returns a tenant. */
  public Optional<StoredTenant> find(String id) {
    return jdbc.sql(COLUMNS + "where id = :id")
        .param("id", id)
        .query(TenantStore::tenant)
        .optional();
  }

  /**
   * Stores a later version. Parallel calls never exceed the limit.
   *
   * @param stored the version that the table has; 0 if it does not have the tenant
   * @param changedBy the name of the caller
   * @param most how many tenants there may be
   * @return false if another change was first, or if there are too many; nothing is changed then
   */
  public boolean put(TenantRecord next, int stored, String changedBy, int most) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          if (stored == 0) {
            // It always exists; so two new tenants are counted one after the other.
            TenantLock.lock(jdbc, Tenants.NATIONAL);
          }
          return putLocked(next, stored, changedBy, most);
        }));
  }

  private boolean putLocked(TenantRecord next, int stored, String changedBy, int most) {
    String sql =
        stored == 0
            ? """
            insert into tenants
              (id, version, title, suspended, monthly_segments, advertising, release_limit,
               small_batches_in_lane, created_at, created_by, changed_at, changed_by)
            select :id, :version, :title, :suspended, :segments, :advertising, :limit, :small, :now, :by,
              :now, :by
            where (select count(*) from tenants) < :most
            on conflict (id) do nothing
            """
            : """
            update tenants
            set version = :version, title = :title, suspended = :suspended,
                monthly_segments = :segments, advertising = :advertising, release_limit = :limit,
                small_batches_in_lane = :small, changed_at = :now, changed_by = :by
            where id = :id and version = :stored and :version > :stored and :most > 0
            """;
    return jdbc.sql(sql)
            .param("id", next.id())
            .param("version", next.version())
            .param("title", next.title())
            .param("suspended", next.suspended())
            .param("segments", next.monthlySegments(), Types.BIGINT)
            .param("advertising", next.maySendAdvertising())
            .param("limit", next.releaseLimit(), Types.INTEGER)
            .param("small", next.hasSmallBatchesInLane())
            .param("now", Timestamp.from(clock.instant()))
            .param("by", changedBy)
            .param("most", most)
            .param("stored", stored)
            .update()
        == 1;
  }

  /**
   * Takes over a version of the topic, for a database that was restored from a backup. A tenant
   * that is suspended here stays suspended, in a version after that of the topic.
   *
   * @param published the tenant in the version that it gets
   * @param stored the version that the table has; 0 if it does not have the tenant
   * @return false if the tenant has changed meanwhile; nothing is changed then
   */
  public boolean restore(TenantRecord published, int stored) {
    return jdbc.sql(
                """
                insert into tenants
                  (id, version, title, suspended, monthly_segments, advertising, release_limit,
                   small_batches_in_lane, created_at, created_by, changed_at, changed_by)
                values (:id, :version, :title, :suspended, :segments, :advertising, :limit, :small, :now,
                        :by, :now, :by)
                on conflict (id) do update
                set version = case when tenants.suspended and not excluded.suspended
                                   then excluded.version + 1 else excluded.version end,
                    title = excluded.title, monthly_segments = excluded.monthly_segments,
                    advertising = excluded.advertising, release_limit = excluded.release_limit,
                    small_batches_in_lane = excluded.small_batches_in_lane,
                    suspended = tenants.suspended or excluded.suspended, changed_at = excluded.changed_at,
                    changed_by = excluded.changed_by
                where tenants.version = :stored
                """)
            .param("id", published.id())
            .param("version", published.version())
            .param("title", published.title())
            .param("suspended", published.suspended())
            .param("segments", published.monthlySegments(), Types.BIGINT)
            .param("advertising", published.maySendAdvertising())
            .param("limit", published.releaseLimit(), Types.INTEGER)
            .param("small", published.hasSmallBatchesInLane())
            .param("now", Timestamp.from(clock.instant()))
            .param("by", RESTORE)
            .param("stored", stored)
            .update()
        == 1;
  }

  private static StoredTenant tenant(ResultSet row, int number) throws SQLException {
    return new StoredTenant(
        new TenantRecord(
            TenantRecord.VERSION,
            row.getString("id"),
            row.getInt("version"),
            row.getString("title"),
            row.getBoolean("suspended"),
            row.getObject("monthly_segments", Long.class),
            row.getBoolean("advertising") ? Boolean.TRUE : null,
            row.getObject("release_limit", Integer.class),
            row.getBoolean("small_batches_in_lane") ? Boolean.TRUE : null),
        PgInstants.get(row, "created_at"),
        row.getString("created_by"),
        PgInstants.get(row, "changed_at"),
        row.getString("changed_by"));
  }
}
