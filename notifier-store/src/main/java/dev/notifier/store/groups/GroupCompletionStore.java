package dev.notifier.store.groups;

import dev.notifier.store.PgInstants;
import dev.notifier.store.counters.CounterStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds out which groups are complete: as many notifications as expected have ended. Looks only at
 * groups in which something was counted since the last look, and at those in which only messages
 * without a response have not ended. Thread-safe.
 */
public final class GroupCompletionStore {
  /** Locked first: what is counted later marks the group again, and what was before is seen. */
  private static final String DUE =
      """
      select tenant, name from notification_groups
      where changed and expected is not null and completed_at is null
      order by tenant, name limit ? for update skip locked
      """;

  /** In which all messages without a response have ended since, unless something was counted. */
  private static final String DUE_UNCONFIRMED =
      """
      select tenant, name from notification_groups
      where unconfirmed_since <= clock_timestamp() - ?::interval
      order by unconfirmed_since limit ? for update skip locked
      """;

  /**
   * A message without a receipt ends, although a late one may change its state. One without a
   * response keeps its state, and has ended when nothing more can be received. The time until then
   * begins again when there are more of these.
   */
  private static final String COMPARE =
      """
      update notification_groups g set changed = false,
        unconfirmed_since = case when g.expected > e.ended and g.expected <= e.ended + e.unconfirmed
            and not FINAL
          then case when e.unconfirmed <= g.unconfirmed
            then coalesce(g.unconfirmed_since, clock_timestamp())
            else clock_timestamp() end end,
        unconfirmed = e.unconfirmed,
        completed_at = case when g.expected <= e.ended
            or g.expected <= e.ended + e.unconfirmed and FINAL
          then clock_timestamp() end
      from (
        select d.tenant, d.name,
          coalesce(sum(c.number) filter (where c.state in ('NO_RECEIPT', 'EXPIRED', 'UNDELIVERED',
            'SKIPPED', 'CANCELLED', 'REJECTED', 'DELIVERED')), 0) as ended,
          coalesce(sum(c.number) filter (where c.state = 'UNCONFIRMED'), 0) as unconfirmed
        from unnest(:tenants::text[], :names::text[]) as d (tenant, name)
        left join batch_counters c
          on c.tenant = d.tenant and c.batch_id is null and c.group_id = d.name
        group by d.tenant, d.name) e
      where g.tenant = e.tenant and g.name = e.name
      """
          .replace(
              "FINAL",
              """
              (e.unconfirmed <= g.unconfirmed and coalesce(
                g.unconfirmed_since <= clock_timestamp() - :noReceiptAfter::interval, false))\
              """
                  .strip());

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

  private final String noReceiptAfter;
  private final JdbcTemplate jdbc;
  private final CounterStore counters;
  private final NamedParameterJdbcTemplate named;
  private final TransactionTemplate transaction;

  /**
   * @param noReceiptAfter how long a route awaits receipts at most
   */
  public GroupCompletionStore(DataSource dataSource, Duration noReceiptAfter) {
    this.noReceiptAfter = noReceiptAfter.toString();
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
   * @return how many were looked at, at most twice as many
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
        PgInstants.get(row, "completed_at"),
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
    Set<Key> due = new LinkedHashSet<>(due(DUE, maxGroups));
    // Those that were locked above are found again.
    due.addAll(due(DUE_UNCONFIRMED, noReceiptAfter, maxGroups));
    if (!due.isEmpty()) {
      named.update(
          COMPARE,
          Map.of(
              "tenants", due.stream().map(Key::tenant).toArray(String[]::new),
              "names", due.stream().map(Key::name).toArray(String[]::new),
              "noReceiptAfter", noReceiptAfter));
    }
    return due.size();
  }

  private List<Key> due(String sql, Object... arguments) {
    return jdbc.query(sql, (row, _) -> new Key(row.getString(1), row.getString(2)), arguments);
  }
}
