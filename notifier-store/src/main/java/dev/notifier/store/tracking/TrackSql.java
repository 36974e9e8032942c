package dev.notifier.store.tracking;

/** The SQL statements of the track stage. */
final class TrackSql {
  /** Fails if a row exists already. */
  static final String COPY_RESPONSES =
      """
      copy submissions
        (account, message_id, number, notification_id, segment, responded_at, ambiguous)
      from stdin (format binary)
      """;

  /**
   * Assigns the row to the segment of the response, unless a later response has it. A stored
   * receipt belongs to the response in these cases: the row is already that of this segment; or the
   * receipt was not applied to another segment, and was received at most two minutes before the
   * response (a response may take as long as the response timeout, and the receipt may be received
   * by another worker). The row is ambiguous if the segment before may still get a receipt, or got
   * one that may be that of this segment.
   */
  static final String SAVE_RESPONSES =
      """
      with saved as (
        insert into submissions as s
          (account, message_id, number, notification_id, segment, responded_at, ambiguous)
        select * from unnest(?::int2[], ?::text[], ?::int8[], ?::uuid[], ?::int2[],
          ?::timestamptz[], ?::boolean[])
        on conflict (account, message_id, number) do update set
          notification_id = case when LATER then excluded.notification_id else s.notification_id end,
          segment = case when LATER then excluded.segment else s.segment end,
          responded_at = case when LATER then excluded.responded_at else s.responded_at end,
          ambiguous = case when SAME then coalesce(s.ambiguous, excluded.ambiguous)
            when AMBIGUOUS then true when LATER then excluded.ambiguous else s.ambiguous end,
          receipt_state = case when MATCHES then s.receipt_state end,
          receipt_error = case when MATCHES then s.receipt_error end,
          receipt_at = case when MATCHES then s.receipt_at end,
          unmatched_since = case when not LATER then s.unmatched_since end,
          other_number = null,
          linked_by = case when not LATER then s.linked_by end,
          unmatched_partition = null, unmatched_offset = null
        returning s.*)
      select * from saved
      where receipt_state is not null and unmatched_since is null and ambiguous is null
      """
          .replace(
              "AMBIGUOUS",
              """
              s.notification_id is not null and s.linked_by is null
                  and excluded.responded_at between s.responded_at - interval '48 hours'
                    and s.responded_at + interval '48 hours'
                  and (s.receipt_state is null or s.receipt_state <= 'UNKNOWN'
                    or s.receipt_at >= excluded.responded_at - interval '2 minutes')
                  and not has_receipt_before(s.notification_id, s.segment,
                    excluded.responded_at - interval '2 minutes')\
              """)
          .replace(
              "MATCHES",
              """
              SAME or not LATER or ((s.notification_id is null or s.unmatched_since is not null
                    or s.linked_by is not null)
                  and s.receipt_at >= excluded.responded_at - interval '2 minutes')\
              """)
          .replace(
              "LATER",
              """
              (s.notification_id is null
                  or (s.responded_at, s.notification_id, s.segment)
                    <= (excluded.responded_at, excluded.notification_id, excluded.segment))\
              """)
          .replace(
              "SAME",
              "(s.notification_id = excluded.notification_id and s.segment = excluded.segment)");

  /**
   * The usual receipt comes within the hour after its response. It is applied to the notification,
   * which remembers it, and not written here: that would be a second version of each row. A
   * response with the same id that is stored at the same moment does not change that, because it is
   * no older than an hour when it takes over the row, or makes it ambiguous for later receipts.
   *
   * <p>Without a response, the receipts are merged: the one with the higher rank is kept, and the
   * later one of the same rank. A row with a response that already has a receipt, because that came
   * first, keeps the latest final one. If the response is old, the receipt may be about a response
   * with the same id that is not stored yet; it is held back until the response deadline.
   */
  static final String SAVE_RECEIPTS =
      """
      with received as materialized (
        select r.*, u.notification_id, u.segment, u.responded_at
        from unnest(?::int2[], ?::text[], ?::int8[], ?::text[], ?::text[], ?::timestamptz[],
            ?::int8[], ?::text[], ?::int4[], ?::int8[])
          as r(account, message_id, number, state, error, at, other_number, readings,
            kafka_partition, kafka_offset)
        left join lateral (
          select s.notification_id, s.segment, s.responded_at from submissions s
          where s.account = r.account and s.message_id = r.message_id and s.number = r.number
            and s.notification_id is not null and s.linked_by is null and s.ambiguous is null
            and s.receipt_state is null and s.unmatched_since is null
            and r.at <= s.responded_at + interval '1 hour'
          limit 1) u on true),
      saved as (
        insert into submissions as s
          (account, message_id, number, receipt_state, receipt_error, receipt_at, other_number,
           readings, unmatched_partition, unmatched_offset, unmatched_since)
        select r.account, r.message_id, r.number, r.state::receipt_outcome, r.error, r.at,
          nullif(r.other_number, 0), r.readings, r.kafka_partition, r.kafka_offset, clock_timestamp()
        from received r where r.notification_id is null
        on conflict (account, message_id, number) do update set
          receipt_state = case when NEW then excluded.receipt_state else s.receipt_state end,
          receipt_error = case when NEW then excluded.receipt_error else s.receipt_error end,
          receipt_at = case when NEW then excluded.receipt_at else s.receipt_at end,
          unmatched_since = case
            when s.notification_id is not null and s.linked_by is null and s.ambiguous is null
              and excluded.receipt_at > s.responded_at + interval '1 hour'
              then coalesce(s.unmatched_since, excluded.unmatched_since)
            else s.unmatched_since end
        returning s.*)
      select account, message_id, number, notification_id, segment, responded_at
      from received where notification_id is not null
      union all
      select account, message_id, number, notification_id, segment, responded_at
      from saved
      where notification_id is not null and unmatched_since is null and ambiguous is null
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

  /** Finds the segments that got an id at the time of its receipt, for any number. */
  static final String FIND_BY_ID =
      """
      select o.* from unnest(?::int2[], ?::text[], ?::timestamptz[])
          as r(account, message_id, receipt_at)
        cross join lateral (
          select s.account, s.message_id, s.number, s.notification_id, s.segment, s.responded_at
          from submissions s
          where s.account = r.account and s.message_id = r.message_id
            and s.notification_id is not null
            and s.responded_at >= r.receipt_at - interval '48 hours'
            and s.responded_at <= r.receipt_at + interval '2 minutes'
          limit 20) o
      """;

  /**
   * Assigns receipts that were stored without the number of their recipient to the segment. These
   * rows are not in the order in which responses are stored, so locked rows are skipped and left to
   * the sweep.
   */
  static final String CLAIM_RECEIPTS =
      """
      with a as materialized (
        select a.* from unnest(?::int2[], ?::text[], ?::int8[], ?::uuid[], ?::int2[],
            ?::timestamptz[], ?::boolean[])
          as a(account, message_id, number, notification_id, segment, responded_at, ambiguous)
        join submissions s on s.account = a.account and s.message_id = a.message_id and s.number = 0
        where s.notification_id is null and s.receipt_at >= a.responded_at - interval '2 minutes'
        for update of s skip locked)
      update submissions s set notification_id = a.notification_id, segment = a.segment,
        responded_at = a.responded_at, unmatched_since = null, other_number = null,
        unmatched_partition = null, unmatched_offset = null
      from a where s.account = a.account and s.message_id = a.message_id and s.number = 0
      returning s.*
      """;

  static final String COLUMNS =
      """
      id, tenant, source, event_id, type, group_id, batch_id, template_id, template_version, route, segments, state, reason, detail, confidence,
      possible_duplicate, attempt, accepted_segments, rejected_segments, delivered_segments,
      failed_segments, unconfirmed_segments, message_ids, submitted_at, finished_at, unconfirmed_since\
      """;

  /** The segments of each notification with a final receipt, under whichever id: one bit each. */
  static final String ENDED_SEGMENTS =
      "select id, coalesce(delivered_segments, 0) | coalesce(failed_segments, 0)"
          + " from notifications where id = any(?)";

  /** Locks the rows in the order of their ids, which never change. */
  static final String LOCK =
      "select " + COLUMNS + " from notifications where id = any(?) order by id for update";

  /** Reads the rows with their versions, without locks, which would be written to the WAL. */
  static final String READ =
      "select " + COLUMNS + ", xmin from notifications where id = any(?) order by id";

  /**
   * Overwrites texts with secrets when they are no longer needed. What most notifications do not
   * have is null, which takes no space.
   *
   * <p>Does not update a row of which another transaction has written a new version since it was
   * read: PostgreSQL waits for that transaction, and compares the new version. Locks alone do not
   * make a new version.
   */
  static final String SAVE =
      """
      update notifications n set
        first_route = case when n.route <> v.route then coalesce(n.first_route, n.route)
          else n.first_route end,
        route = v.route, state = v.state, reason = v.reason, detail = v.detail,
        confidence = v.confidence, possible_duplicate = v.possible_duplicate,
        attempt = v.attempt, accepted_segments = nullif(v.accepted, 0),
        rejected_segments = nullif(v.rejected, 0), delivered_segments = nullif(v.delivered, 0),
        failed_segments = nullif(v.failed, 0), unconfirmed_segments = nullif(v.unconfirmed, 0),
        message_ids = string_to_array(v.message_ids, chr(31), ''),
        submitted_at = v.submitted_at, finished_at = v.finished_at,
        unconfirmed_since = v.unconfirmed_since,
        body = case when (n.secret or n.category = 'OTP') and v.finished_at is not null then '•••'
          else n.body end
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[],
          ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
          ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::xid[])
        as v(id, route, state, reason, detail, confidence, possible_duplicate, attempt, accepted,
          rejected, delivered, failed, unconfirmed, message_ids, submitted_at, finished_at,
          unconfirmed_since, version)
      where n.id = v.id and n.id = any(?) and (v.version is null or n.xmin = v.version)
      """;

  /**
   * Replaces what planned notifications wait for, unless the stored note is as new: the same batch
   * may be applied again, and journals are read in any order.
   */
  static final String SAVE_WAITS =
      """
      update notifications n set notes = (
        select coalesce(jsonb_agg(e.note order by e.position), '[]')
        from jsonb_array_elements(n.notes) with ordinality as e (note, position)
        where e.note ->> 'kind' not in ('POSTPONED', 'MOVED')) || w.note::jsonb
      from unnest(?::uuid[], ?::timestamptz[], ?::text[]) as w (id, at, note)
      where n.id = w.id and n.id = any(?) and n.state = 'PLANNED' and not exists (
        select from jsonb_array_elements(n.notes) as e (note)
        where e.note ->> 'kind' in ('POSTPONED', 'MOVED')
          and (e.note ->> 'at')::timestamptz >= w.at)
      """;

  private TrackSql() {}
}
