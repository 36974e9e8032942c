package dev.notifier.store.tracking;

/** The statements of {@link TrackStore}. */
final class TrackSql {
  private TrackSql() {}

  /**
   * The answer takes the row unless a later answer has it. Which waiting receipt is its own: any
   * when the row is already this segment's; one that came at most two minutes before the answer
   * when no answer was known (an answer may take as long as the response time-out, and the receipt
   * may have come through another worker); else only one that came with the answer, because before
   * that the id was somebody else's.
   */
  static final String SAVE_RESPONSES =
      """
      with met as (
        insert into submissions as s (route, message_id, notification_id, segment, responded_at)
        select * from unnest(?::text[], ?::text[], ?::uuid[], ?::smallint[], ?::timestamptz[])
        on conflict (route, message_id) do update set
          notification_id = excluded.notification_id,
          segment = excluded.segment,
          responded_at = excluded.responded_at,
          receipt_state = case when OWN then s.receipt_state end,
          receipt_error = case when OWN then s.receipt_error end,
          receipt_at = case when OWN then s.receipt_at end,
          unmatched_since = null, unmatched_phone = null,
          unmatched_partition = null, unmatched_offset = null
        where s.notification_id is null
          or (s.responded_at, s.notification_id, s.segment)
            <= (excluded.responded_at, excluded.notification_id, excluded.segment)
        returning s.route, s.message_id, s.notification_id, s.segment, s.receipt_state,
          s.receipt_error, s.receipt_at)
      select * from met where receipt_state is not null
      """
          .replace(
              "OWN",
              """
              (s.notification_id = excluded.notification_id and s.segment = excluded.segment)
                  or s.receipt_at >= excluded.responded_at
                    - case when s.notification_id is null then interval '2 minutes'
                        else interval '1 second' end\
              """);

  /**
   * While no answer is known the receipts that came are merged: the higher rank stays, of one rank
   * the later. Once there is one, each receipt was told to the notification when it came, and the
   * row keeps the latest final one, because it may belong to an answer that is not known yet.
   */
  static final String SAVE_RECEIPTS =
      """
      with met as (
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
      select * from met where notification_id is not null
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
   * Of the ids under which a receipt may belong to an answer, those that have one which still waits
   * for its end and was written at a time that fits. So an old message whose id is by chance the
   * same number in another base is not taken for it.
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

  /** Of these ids those whose answer is known. */
  static final String FIND_OWNERS =
      """
      select s.route, s.message_id, s.notification_id, s.segment
      from unnest(?::text[], ?::text[]) as r(route, message_id)
      join submissions s on s.route = r.route and s.message_id = r.message_id
      where s.notification_id is not null
      """;

  /**
   * Receipts that wait under another form of an answer's id become the segment's. These rows are
   * out of the order in which answers are stored, so one that somebody is using is left to the
   * sweep.
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
      possible_duplicate, attempt, accepted_segments, rejected_segments, delivered_segments, failed_segments,
      unconfirmed_segments, message_ids, submitted_at, finished_at, unconfirmed_since\
      """;

  /** Rows are locked in the order they are sorted in, and an id never changes. */
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
        delivered_segments = v.delivered, failed_segments = v.failed, unconfirmed_segments = v.unconfirmed,
        message_ids = string_to_array(v.message_ids, chr(31), ''),
        submitted_at = v.submitted_at, finished_at = v.finished_at,
        unconfirmed_since = v.unconfirmed_since
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[],
          ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
          ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[])
        as v(id, route, state, reason, detail, confidence, possible_duplicate, attempt, accepted,
          rejected, delivered, failed, unconfirmed, message_ids, submitted_at, finished_at, unconfirmed_since)
      where n.id = v.id
      """;
}
