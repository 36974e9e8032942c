package dev.notifier.store.groups;

import dev.notifier.store.PgInstants;
import dev.notifier.store.counters.CounterFolding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads and declares groups of notifications. Those that were not declared are made when their
 * notifications are counted; see {@link CounterFolding}. Thread-safe.
 */
public final class GroupStore {
  private static final String COLUMNS =
      "select name, title, expected, created_at, completed_at from notification_groups ";

  /**
   * A group with another number of notifications may be complete or not, whatever it was before.
   * The row of the tenant is written last, also by {@link CounterFolding}, so they do not deadlock.
   */
  private static final String PUT =
      """
      insert into notification_groups as g
        (tenant, name, title, expected, declared_by, created_at, changed)
      values (?, ?, ?, ?, ?, now(), false)
      on conflict (tenant, name) do update set
        title = excluded.title, expected = excluded.expected, declared_by = excluded.declared_by,
        changed = g.changed or g.expected is distinct from excluded.expected,
        completed_at = case when g.expected = excluded.expected then g.completed_at end,
        unconfirmed_since = case when g.expected = excluded.expected then g.unconfirmed_since end
      where (g.title, g.expected) is distinct from (excluded.title, excluded.expected)
      returning old.name is null as added
      """;

  private static final String COUNT =
      """
      insert into tenant_groups as t (tenant, groups) values (?, 1)
      on conflict (tenant) do update set groups = t.groups + 1 where t.groups < ?
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public GroupStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  /** The result of a declaration. */
  public enum Put {
    CREATED,
    CHANGED,
    /** The group is already like that. */
    UNCHANGED,
    /** The tenant has as many groups as allowed; nothing is changed. */
    FULL
  }

  /**
   * Declares a group, or changes it.
   *
   * @param expected how many notifications it will have, from 1
   * @param declaredBy the name of the caller
   */
  public Put put(
      String tenant, String name, @Nullable String title, long expected, String declaredBy) {
    return put(tenant, name, title, expected, declaredBy, CounterFolding.MAX_GROUPS);
  }

  Put put(
      String tenant,
      String name,
      @Nullable String title,
      long expected,
      String declaredBy,
      int mostGroups) {
    return Objects.requireNonNull(
        transaction.execute(status -> {
          List<Boolean> added =
              jdbc.query(
                  PUT, (row, _) -> row.getBoolean(1), tenant, name, title, expected, declaredBy);
          if (added.isEmpty()) {
            return Put.UNCHANGED;
          }
          if (!added.getFirst()) {
            return Put.CHANGED;
          }
          if (jdbc.update(COUNT, tenant, mostGroups) > 0) {
            return Put.CREATED;
          }
          status.setRollbackOnly();
          return Put.FULL;
        }));
  }

  /** Returns a tenant's group. */
  public Optional<StoredGroup> find(String tenant, String name) {
    return jdbc
        .query(COLUMNS + "where tenant = ? and name = ?", (row, _) -> group(row), tenant, name)
        .stream()
        .findFirst();
  }

  /**
   * Returns a page of a tenant's groups, by name.
   *
   * @param after the last name of the page before; empty for the first page
   * @param limit the most groups
   */
  public List<StoredGroup> page(String tenant, String after, int limit) {
    return jdbc.query(
        COLUMNS + "where tenant = ? and name > ? order by name limit ?",
        (row, _) -> group(row),
        tenant,
        after,
        limit);
  }

  /**
   * Returns when the counters of a group were last changed.
   *
   * @return null if nothing is counted yet
   */
  public @Nullable Instant lastChange(String tenant, String name) {
    return jdbc.queryForObject(
        """
        select max(changed_at) from batch_counters
        where tenant = ? and batch_id is null and group_id = ?
        """,
        (row, _) -> PgInstants.getNullable(row, 1),
        tenant,
        name);
  }

  private static StoredGroup group(ResultSet row) throws SQLException {
    return new StoredGroup(
        row.getString("name"),
        row.getString("title"),
        row.getObject("expected", Long.class),
        PgInstants.get(row, "created_at"),
        PgInstants.getNullable(row, 5));
  }
}
