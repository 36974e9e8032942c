package dev.notifier.store.counters;

import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deletes counters that are old or zero. Thread-safe. */
public final class CounterDeletion {
  private final JdbcTemplate jdbc;

  public CounterDeletion(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * Deletes counters of old hours, the oldest first.
   *
   * @param before the first hour to keep
   * @param maxRows the most rows
   * @return how many were deleted
   */
  public int deleteHours(Instant before, int maxRows) {
    return jdbc.update(
        """
        delete from counters where (hour, tenant, type, template, route, lane, state, reason) in (
          select hour, tenant, type, template, route, lane, state, reason from counters
          where hour < ?
          order by hour, tenant, type, template, route, lane, state, reason
          limit ? for update skip locked)
        """,
        before.atOffset(ZoneOffset.UTC),
        maxRows);
  }

  /** Returns the number of pages of the counters of batches and groups. */
  public long batchPages() {
    Long pages =
        jdbc.queryForObject(
            """
            select pg_relation_size('batch_counters') / current_setting('block_size')::bigint
            """,
            Long.class);
    return pages == null ? 0 : pages;
  }

  /**
   * Deletes counters of batches and groups that have not changed for long, of some pages. No index
   * leads to them: an index on the time of the change would be changed each second.
   *
   * @param firstPage from 0
   * @param endPage exclusive
   * @param before when the last ones to delete were changed
   * @return as from {@link #deleteHours}
   */
  public int deleteBatches(long firstPage, long endPage, Instant before) {
    return jdbc.update(
        """
        delete from batch_counters where ctid = any(array(
          select ctid from batch_counters
          where ctid >= format('(%s,0)', ?::bigint)::tid
            and ctid < format('(%s,0)', ?::bigint)::tid
            and changed_at < ?
          for update skip locked))
        """,
        firstPage, endPage, before.atOffset(ZoneOffset.UTC));
  }

  /**
   * Deletes groups that have no counters any more, and were declared as long ago.
   *
   * @param before when the last ones to delete were made
   * @param maxRows the most groups
   * @return as from {@link #deleteHours}
   */
  public int deleteGroups(Instant before, int maxRows) {
    Integer deleted =
        jdbc.queryForObject(
            """
            with deleted as (
              delete from notification_groups where (tenant, name) in (
                select tenant, name from notification_groups g
                where created_at < ? and not exists (
                  select from batch_counters c
                  where c.tenant = g.tenant and c.batch_id is null and c.group_id = g.name)
                order by created_at limit ? for update skip locked)
              returning tenant),
            counted as (
              update tenant_groups t set groups = t.groups - d.number
              from (select tenant, count(*) as number from deleted group by tenant) d
              where t.tenant = d.tenant)
            select count(*) from deleted
            """,
            Integer.class,
            before.atOffset(ZoneOffset.UTC),
            maxRows);
    return deleted == null ? 0 : deleted;
  }

  /**
   * Deletes the counters of some hours that nothing is counted in any more, such as those of a
   * state that all notifications have left. One that is needed again is inserted again.
   *
   * @param from the first hour
   * @param to the end, exclusive
   * @return as from {@link #deleteHours}
   */
  public int deleteZeros(Instant from, Instant to) {
    return jdbc.update(
        "delete from counters where hour >= ? and hour < ? and number = 0 and segments = 0",
        from.atOffset(ZoneOffset.UTC),
        to.atOffset(ZoneOffset.UTC));
  }
}
