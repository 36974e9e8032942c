package dev.notifier.store.groups;

import dev.notifier.store.counters.CounterStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out which groups are complete: as many notifications as expected have ended. Looks only at
 * groups in which something was counted since the last look. Thread-safe.
 */
public final class GroupCompletionStore {
  /** Locked first: what is counted later marks the group again, and what was before is seen. */
  private static final String DUE =
      """
      select tenant, name from notification_groups
      where changed and expected is not null and completed_at is null
      order by tenant, name limit ? for update skip locked
      """;

  /** A message without a receipt ends, although a late one may change its state. */
  private static final String COMPARE =
      """
      update notification_groups g set changed = false,
        completed_at = case when g.expected <= (
            select sum(c.number) from batch_counters c
            where c.tenant = g.tenant and c.batch_id is null and c.group_id = g.name
              and c.state in ('NO_RECEIPT', 'EXPIRED', 'UNDELIVERED', 'SKIPPED', 'CANCELLED',
                'REJECTED', 'DELIVERED'))
          then clock_timestamp() end
      from unnest(:tenants::text[], :names::text[]) as d (tenant, name)
      where g.tenant = d.tenant and g.name = d.name
      """;

  /** The condition of the index. */
  private static final String UNANNOUNCED =
      """
      select tenant, name, title, expected, completed_at from notification_groups
      where completed_at is not null and (announced_at is null or announced_at <> completed_at)
        and expected is not null
      order by completed_at limit ?
      """;

  /** Unless it was expected to have another number meanwhile, and is complete again or not. */
  private static final String ANNOUNCED =
      """
      update notification_groups set announced_at = completed_at
      where tenant = ? and name = ? and completed_at = ?
      """;

  private final JdbcTemplate jdbc;
  private final CounterStore counters;
  private final NamedParameterJdbcTemplate named;
  private final TransactionTemplate transaction;

  public GroupCompletionStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.counters = new CounterStore(dataSource);
    this.named = new NamedParameterJdbcTemplate(jdbc);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  private record Key(String tenant, String name) {}

  /**
   * Compares groups with what is expected of them, in one transaction.
   *
   * @param maxGroups the most groups
   * @return how many were looked at
   */
  public int compare(int maxGroups) {
    return Objects.requireNonNull(transaction.execute(_ -> compareLocked(maxGroups)));
  }

  /**
   * A group that is complete and was not published since.
   *
   * @param counts of its notifications as they are now
   */
  public record Completed(
      String tenant,
      String name,
      @Nullable String title,
      long expected,
      Instant completedAt,
      List<CounterStore.Count> counts) {}

  /**
   * Returns groups that are complete and not published yet, the first ones first.
   *
   * @param maxGroups the most groups
   */
  public List<Completed> unannounced(int maxGroups) {
    return jdbc.query(UNANNOUNCED, (row, _) -> completed(row), maxGroups);
  }

  private Completed completed(ResultSet row) throws SQLException {
    String tenant = row.getString("tenant");
    String name = row.getString("name");
    return new Completed(
        tenant,
        name,
        row.getString("title"),
        row.getLong("expected"),
        row.getObject("completed_at", OffsetDateTime.class).toInstant(),
        counters.ofGroup(tenant, name));
  }

  /** Notes that groups were published. */
  public void announced(List<Completed> groups) {
    jdbc.batchUpdate(
        ANNOUNCED,
        groups.stream()
            .map(each ->
                new Object[] {
                  each.tenant(), each.name(), each.completedAt().atOffset(ZoneOffset.UTC)
                })
            .toList());
  }

  private int compareLocked(int maxGroups) {
    List<Key> due =
        jdbc.query(DUE, (row, _) -> new Key(row.getString(1), row.getString(2)), maxGroups);
    if (!due.isEmpty()) {
      named.update(
          COMPARE,
          Map.of(
              "tenants", due.stream().map(Key::tenant).toArray(String[]::new),
              "names", due.stream().map(Key::name).toArray(String[]::new)));
    }
    return due.size();
  }
}
