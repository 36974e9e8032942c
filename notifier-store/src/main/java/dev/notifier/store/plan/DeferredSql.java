package dev.notifier.store.plan;

/** The SQL statements for events that wait for a time. */
final class DeferredSql {
  /**
   * One that is deferred again keeps the number of its last release. It is not released at once
   * again, although it may be due by the clock of PostgreSQL and not by that of the worker.
   */
  static final String KEEP =
      """
      insert into deferred as d
        (notification_id, due_at, release_at, ends_at, batch_id, release, planned, tenant, lane, route, reason,
         record_key, record_value)
      select e.id, e.due_at, e.due_at, coalesce(e.expires_at, 'infinity'), e.batch_id, e.planned, e.planned,
        e.tenant, e.lane, e.route, e.reason, e.record_key, e.record_value
      from unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[], ?::uuid[], ?::int4[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::bytea[], ?::bytea[])
        as e (id, due_at, expires_at, batch_id, planned, tenant, lane, route, reason, record_key, record_value)
      order by e.id
      on conflict (notification_id) do update set
        due_at = excluded.due_at,
        release_at = greatest(excluded.release_at, clock_timestamp() + interval '5 seconds'),
        ends_at = greatest(excluded.ends_at, clock_timestamp() + interval '5 seconds'),
        planned = d.release,
        failures = 0, route = excluded.route, reason = excluded.reason,
        record_key = excluded.record_key, record_value = excluded.record_value
      """;

  /** A release is in force until the message is deferred again. */
  static final String IN_FORCE =
      """
      select n.id, exists (
        select from batches b where b.id = d.batch_id and b.state = 'PAUSED') as paused
      from unnest(?::uuid[], ?::int4[]) as r (id, release)
      join deferred d on d.notification_id = r.id
        and r.release > d.planned and r.release <= d.release
      join notifications n on n.id = r.id
      where n.id = any(?) and n.state = 'DEFERRED'
      """;

  static final String LOCK = IN_FORCE + "order by n.id for update of n, d";

  /**
   * A line that a paused batch holds is due when the batch is resumed, and no release of it from
   * before is in force. Until then it is released only when it ends, and not at once again,
   * although it may have expired by the clock of PostgreSQL and not by that of the worker.
   */
  static final String HOLD =
      """
      update deferred d
      set planned = d.release, failures = 0, release_at = d.due_at,
        ends_at = greatest(coalesce(n.expires_at, 'infinity'), clock_timestamp() + interval '5 seconds')
      from notifications n
      where d.notification_id = any(?) and n.id = any(?) and n.id = d.notification_id
      """;

  static final String DELETE = "delete from deferred where notification_id = any(?)";

  /** Counts a release once. The clock is that of PostgreSQL, as for each lease. */
  static final String COUNT_FAILURE =
      """
      update deferred
      set failures = failures + 1, failed_release = ?,
        release_at = clock_timestamp() + least(failures + 1, 10) * interval '1 minute',
        ends_at = greatest(ends_at, clock_timestamp() + least(failures + 1, 10) * interval '1 minute')
      where notification_id = ? and failed_release < ? returning failures
      """;

  private DeferredSql() {}
}
