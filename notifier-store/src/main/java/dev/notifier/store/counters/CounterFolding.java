package dev.notifier.store.counters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds what transactions have appended to {@code counter_deltas} to the counters, a page in each
 * call. A delta is added and deleted in one transaction, so it is added exactly once, even if this
 * worker is killed or another one folds at the same time. Thread-safe.
 */
public final class CounterFolding {
  /** Also keeps a second worker from folding at the same time. */
  private static final String LOCK = "select added_until from counter_folds for update skip locked";

  /**
   * How many groups a tenant may have. What belongs to another one is counted under an empty name,
   * so a caller who gives each event a group of its own does not make the counters as large as the
   * notifications.
   */
  public static final int MAX_GROUPS = 100_000;

  /**
   * Which groups of the page are counted: those that exist, and new ones within the limit. Groups
   * are written before the number of their tenant, as by those who declare them.
   */
  private static final String ADMITTED =
      """
      admitted as (
        insert into notification_groups (tenant, name, created_at, changed)
        select tenant, name, now(), true
        from (
          select p.tenant, p.name, g.name is not null as known,
            row_number() over (partition by p.tenant, g.name is null order by p.name) as position
          from (select distinct tenant, group_id as name from page where group_id <> '') p
          left join notification_groups g on g.tenant = p.tenant and g.name = p.name) p
        where known or position <= ?
          - coalesce((select groups from tenant_groups t where t.tenant = p.tenant), 0)
        order by tenant, name
        on conflict (tenant, name) do update set changed = true
        returning tenant, name, old.name is null as added),
      counted as (
        insert into tenant_groups as t (tenant, groups)
        select tenant, count(*) from admitted where added group by tenant order by tenant
        on conflict (tenant) do update set groups = t.groups + excluded.groups)\
      """;

  /**
   * Keys are written in their order. What the page changes of a counter is often nothing in the
   * end; then no row is written.
   */
  private static final String FOLD =
      """
      with page as (
        delete from counter_deltas where ctid = any(array(
          select ctid from counter_deltas where id > ? order by id limit ?))
        returning *),
      folded as (
        insert into counters as c
          (hour, tenant, type, template, route, lane, state, reason, number, segments)
        select hour, tenant, type, template, route, lane, state, reason, sum(number), sum(segments)
        from page group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(number) <> 0 or sum(segments) <> 0
        order by 1, 2, 3, 4, 5, 6, 7, 8
        on conflict (hour, tenant, type, template, route, lane, state, reason) do update
        set number = c.number + excluded.number, segments = c.segments + excluded.segments),
      ADMITTED,
      folded_batches as (
        insert into batch_counters as c
          (tenant, batch_id, group_id, state, reason, number, segments, changed_at)
        select tenant, batch_id, group_id, state, reason, sum(number), sum(segments), now()
        from (
          select tenant, batch_id, null as group_id, state, reason, number, segments
          from page where batch_id is not null
          union all
          select page.tenant, null, coalesce(a.name, ''), state, reason, number, segments
          from page left join admitted a on a.tenant = page.tenant and a.name = page.group_id
          where page.group_id is not null) p
        group by 1, 2, 3, 4, 5 having sum(number) <> 0 or sum(segments) <> 0
        order by 1, 2, 3, 4, 5
        on conflict (tenant, batch_id, group_id, state, reason) do update
        set number = c.number + excluded.number, segments = c.segments + excluded.segments,
          changed_at = excluded.changed_at)
      select count(*) as deltas, max(id) as last,
        pg_snapshot_xmin(pg_current_snapshot())::text as ended_before
      from page
      """
          .replace("ADMITTED", ADMITTED);

  /** Everything up to the number is added if the page has reached it after all writers ended. */
  private static final String ADVANCE =
      """
      update counter_folds set added_until = next_until, next_until = null, next_after = null
      where next_after <= ?::xid8 and next_until <= ?
      """;

  /**
   * Remembers a number that is known before this transaction begins. A transaction that may add an
   * id up to it has an older number than this one: it had changed notifications before it drew the
   * id, and ids are drawn in their order. A number of the future is that of another server, from
   * which the database was copied.
   */
  private static final String MARK =
      """
      update counter_folds set next_until = ?, next_after = pg_current_xact_id()
      where added_until < ? and (next_after is null or next_after > pg_current_xact_id())
      """;

  private final JdbcTemplate jdbc;

  private final TransactionTemplate transaction;
  private final int maxGroups;

  public CounterFolding(DataSource dataSource) {
    this(dataSource, MAX_GROUPS);
  }

  CounterFolding(DataSource dataSource, int maxGroups) {
    this.maxGroups = maxGroups;
    this.jdbc = new JdbcTemplate(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    // A number that this transaction remembers must be known before it begins.
    transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  private record Page(int deltas, @Nullable Long last, String endedBefore) {
    static final Page NONE = new Page(0, null, "0");
  }

  /**
   * Adds the next deltas, in transactions of its own.
   *
   * @param maxDeltas the most deltas, from 1
   * @return how many were added; 0 also if another worker adds some at this moment
   */
  public int fold(int maxDeltas) {
    Page page = Objects.requireNonNull(transaction.execute(_ -> foldPage(maxDeltas)));
    Long last = page.last();
    if (last != null) {
      transaction.executeWithoutResult(_ -> jdbc.update(MARK, last, last));
    }
    return page.deltas();
  }

  private Page foldPage(int maxDeltas) {
    List<Long> from = jdbc.query(LOCK, (row, _) -> row.getLong(1));
    if (from.isEmpty()) {
      return Page.NONE;
    }
    Page page =
        jdbc.query(FOLD, (row, _) -> page(row), from.getFirst(), maxDeltas, maxGroups).getFirst();
    long reached =
        page.deltas() < maxDeltas ? Long.MAX_VALUE : Objects.requireNonNullElse(page.last(), 0L);
    jdbc.update(ADVANCE, page.endedBefore(), reached);
    return page;
  }

  private static Page page(ResultSet row) throws SQLException {
    return new Page(
        row.getInt("deltas"), row.getObject("last", Long.class), row.getString("ended_before"));
  }
}
