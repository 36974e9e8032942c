package dev.notifier.store.keys;

/** The SQL statements of the business keys. The weeks are constants for PostgreSQL's planner. */
final class KeySql {
  static final String FIND_EARLIER =
      """
      select key, notification_id, claimed_at from business_keys
      where key = any(?) and week >= ? and week < ?
      """;

  static final String INSERT =
      """
      insert into business_keys (claimed_at, key, notification_id, week)
      select k.*
      from unnest(?::timestamptz[], ?::uuid[], ?::uuid[], ?::date[])
        as k (claimed_at, key, notification_id, week)
      order by k.week, k.key
      on conflict do nothing
      """;

  /** The rows that this transaction has inserted need no lock. */
  static final String LOCK_TAKEN =
      """
      select key, notification_id, claimed_at from business_keys
      where key = any(?) and week between ? and ? and xmin <> pg_current_xact_id()::xid
      order by week, key for update
      """;

  static final String TAKE =
      """
      update business_keys b
      set claimed_at = k.claimed_at, notification_id = k.notification_id
      from unnest(?::timestamptz[], ?::uuid[], ?::uuid[]) as k (claimed_at, key, notification_id)
      where b.key = k.key and b.key = any(?) and b.week between ? and ?
        and b.notification_id <> k.notification_id
      """;

  /** The ids limit the partitions that PostgreSQL plans. */
  static final String FIND_HOLDERS =
      "select id, tenant, state, batch_id from notifications where id = any(?)";

  private KeySql() {}
}
