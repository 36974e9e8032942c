package dev.notifier.store.tracking;

/** The SQL statements of the track stage. */
final class TrackSql {
  /**
   * Assigns the row to the segment of the response, unless a later response has it. A stored
   * receipt belongs to the response in these cases: the row is already that of this segment; or the
   * row had no response, and the receipt was received at most two minutes before the response (a
   * response may take as long as the response timeout, and the receipt may be received by another
   * worker); or the receipt was received with the response. Before that, the message id belonged to
   * another segment.
   */
  static final String SAVE_RESPONSES =
      """
      with saved as (
        insert into submissions as s (route, message_id, notification_id, segment, responded_at)
        select * from unnest(?::text[], ?::text[], ?::uuid[], ?::smallint[], ?::timestamptz[])
        on conflict (route, message_id) do update set
          notification_id = excluded.notification_id,
          segment = excluded.segment,
          responded_at = excluded.responded_at,
          receipt_state = case when MATCHES then s.receipt_state end,
          receipt_error = case when MATCHES then s.receipt_error end,
          receipt_at = case when MATCHES then s.receipt_at end,
          unmatched_since = null, unmatched_phone = null,
          unmatched_partition = null, unmatched_offset = null
        where s.notification_id is null
          or (s.responded_at, s.notification_id, s.segment)
            <= (excluded.responded_at, excluded.notification_id, excluded.segment)
        returning s.route, s.message_id, s.notification_id, s.segment, s.receipt_state,
          s.receipt_error, s.receipt_at)
      select * from saved where receipt_state is not null
      """
          .replace(
              "MATCHES",
              """
              (s.notification_id = excluded.notification_id and s.segment = excluded.segment)
                  or s.receipt_at >= excluded.responded_at
                    - case when s.notification_id is null then interval '2 minutes'
                        else interval '1 second' end\
              """);

  /**
   * Without a response, the receipts are merged: the one with the higher rank is kept, and the
   * later one of the same rank. With a response, each receipt was applied to the notification when
   * it was received, and the row keeps the latest final one, because it may belong to a response
   * that is not stored yet.
   */
  static final String SAVE_RECEIPTS =
      """
      with saved as (
        insert into submissions as s
          (route, message_id, receipt_state, receipt_error, receipt_at, unmatched_phone,
           unmatched_partition, unmatched_offset, unmatched_since)
        select r.*, ?::timestamptz from unnest(?::text[], ?::text[], ?::text[], ?::text[],
          ?::timestamptz[], ?::text[], ?::int4[], ?::int8[]) as r
        on conflict (route, message_id) do update set
          receipt_state = case when NEW then excluded.receipt_state else s.receipt_state end,
          receipt_error = case when NEW then excluded.receipt_error else s.receipt_error end,
          receipt_at = case when NEW then excluded.receipt_at else s.receipt_at end
        returning s.route, s.message_id, s.notification_id, s.segment)
      select * from saved where notification_id is not null
      """
          .replace(
              "NEW",
              """
              s.receipt_state is null
                  or RANK(excluded.receipt_state) > RANK(s.receipt_state)
                  or (excluded.receipt_at >= s.receipt_at
                    and (RANK(excluded.receipt_state) = RANK(s.receipt_state)
                      or (s.notification_id is not null and RANK(excluded.receipt_state) >= 2)))\
              """)
          .replaceAll(
              "RANK\\(([a-z_.]+)\\)",
              "case $1 when 'DELIVERED' then 3 when 'UNKNOWN' then 1"
                  + " when 'IN_PROGRESS' then 0 else 2 end");

  /**
   * Finds those message ids whose response has no final receipt yet and fits the receipt in time.
   * The time excludes old messages whose id happens to be the same number in another base.
   */
  static final String FIND_PENDING_OWNERS =
      """
      select s.route, s.message_id, s.notification_id, s.segment
      from unnest(?::text[], ?::text[], ?::timestamptz[]) as r(route, message_id, receipt_at)
      join submissions s on s.route = r.route and s.message_id = r.message_id
      where s.notification_id is not null
        and (s.receipt_state is null or s.receipt_state in ('IN_PROGRESS', 'UNKNOWN'))
        and r.receipt_at >= s.responded_at - interval '2 minutes'
        and r.receipt_at < s.responded_at + interval '48 hours'
      """;

  /** Finds those message ids that have a response. */
  static final String FIND_OWNERS =
      """
      select s.route, s.message_id, s.notification_id, s.segment
      from unnest(?::text[], ?::text[]) as r(route, message_id)
      join submissions s on s.route = r.route and s.message_id = r.message_id
      where s.notification_id is not null
      """;

  /**
   * Assigns receipts that are stored under another notation of the response's message id to the
   * segment. These rows are not in the order in which responses are stored, so locked rows are
   * skipped and left to the sweep.
   */
  static final String CLAIM_RECEIPTS =
      """
      with a as materialized (
        select a.* from unnest(?::text[], ?::text[], ?::uuid[], ?::smallint[], ?::timestamptz[])
          as a(route, message_id, notification_id, segment, responded_at)
        join submissions s on s.route = a.route and s.message_id = a.message_id
        where s.notification_id is null and s.receipt_at >= a.responded_at - interval '2 minutes'
        for update of s skip locked)
      update submissions s set notification_id = a.notification_id, segment = a.segment,
        responded_at = a.responded_at, unmatched_since = null, unmatched_phone = null,
        unmatched_partition = null, unmatched_offset = null
      from a where s.route = a.route and s.message_id = a.message_id
      returning s.route, s.notification_id, s.segment, s.receipt_state, s.receipt_error,
        s.receipt_at, s.message_id
      """;

  static final String COLUMNS =
      """
      id, tenant, source, event_id, type, route, segments, state, reason, detail, confidence,
      possible_duplicate, attempt, accepted_segments, rejected_segments, delivered_segments,
      failed_segments, unconfirmed_segments, message_ids, submitted_at, finished_at, unconfirmed_since\
      """;

  /** Locks the rows in the order of their ids, which never change. */
  static final String LOCK =
      "select " + COLUMNS + " from notifications where id = any(?) order by id for update";

  static final String SAVE =
      """
      update notifications n set
        first_route = case when n.route <> v.route then coalesce(n.first_route, n.route)
          else n.first_route end,
        route = v.route, state = v.state, reason = v.reason, detail = v.detail,
        confidence = v.confidence, possible_duplicate = v.possible_duplicate,
        attempt = v.attempt, accepted_segments = v.accepted, rejected_segments = v.rejected,
        delivered_segments = v.delivered, failed_segments = v.failed,
        unconfirmed_segments = v.unconfirmed,
        message_ids = string_to_array(v.message_ids, chr(31), ''),
        submitted_at = v.submitted_at, finished_at = v.finished_at,
        unconfirmed_since = v.unconfirmed_since
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[],
          ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
          ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
        as v(id, route, state, reason, detail, confidence, possible_duplicate, attempt, accepted,
          rejected, delivered, failed, unconfirmed, message_ids, submitted_at, finished_at,
          unconfirmed_since)
      where n.id = v.id
      """;

  private TrackSql() {}
}
