package dev.notifier.store;

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
  static final String MEET_ANSWERS =
      """
      with met as (
        insert into submissions as s (account, carrier_id, notification_id, part, answered_at)
        select * from unnest(?::text[], ?::text[], ?::uuid[], ?::smallint[], ?::timestamptz[])
        on conflict (account, carrier_id) do update set
          notification_id = excluded.notification_id,
          part = excluded.part,
          answered_at = excluded.answered_at,
          receipt_state = case when OWN then s.receipt_state end,
          receipt_error = case when OWN then s.receipt_error end,
          receipt_at = case when OWN then s.receipt_at end
        where s.notification_id is null
          or (s.answered_at, s.notification_id, s.part)
            <= (excluded.answered_at, excluded.notification_id, excluded.part)
        returning s.notification_id, s.part, s.receipt_state, s.receipt_error, s.receipt_at)
      select * from met where receipt_state is not null
      """
          .replace(
              "OWN",
              """
              (s.notification_id = excluded.notification_id and s.part = excluded.part)
                  or s.receipt_at >= excluded.answered_at
                    - case when s.notification_id is null then interval '2 minutes'
                        else interval '1 second' end\
              """);

  /**
   * While no answer is known the receipts that came are merged: the higher rank stays, of one rank
   * the later. Once there is one, each receipt was told to the notification when it came, and the
   * row keeps the latest final one, because it may belong to an answer that is not known yet.
   */
  static final String MEET_RECEIPTS =
      """
      with met as (
        insert into submissions as s
          (account, carrier_id, receipt_state, receipt_error, receipt_at)
        select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
        on conflict (account, carrier_id) do update set
          receipt_state = case when NEW then excluded.receipt_state else s.receipt_state end,
          receipt_error = case when NEW then excluded.receipt_error else s.receipt_error end,
          receipt_at = case when NEW then excluded.receipt_at else s.receipt_at end
        returning s.account, s.carrier_id, s.notification_id, s.part)
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

  static final String COLUMNS =
      """
      id, tenant, source, event_id, type, route, segments, state, cause, detail, confidence,
      possible_duplicate, attempt, accepted_parts, rejected_parts, delivered_parts, failed_parts,
      doubtful_parts, carrier_ids, submitted_at, finished_at\
      """;

  /** Rows are locked in the order they are sorted in, and an id never changes. */
  static final String LOCK =
      "select " + COLUMNS + " from notifications where id = any(?) order by id for update";

  static final String SAVE =
      """
      update notifications n set
        route = v.route, state = v.state, cause = v.cause, detail = v.detail,
        confidence = v.confidence, possible_duplicate = v.possible_duplicate,
        attempt = v.attempt, accepted_parts = v.accepted, rejected_parts = v.rejected,
        delivered_parts = v.delivered, failed_parts = v.failed, doubtful_parts = v.doubtful,
        carrier_ids = string_to_array(v.carrier_ids, chr(31), ''),
        submitted_at = v.submitted_at, finished_at = v.finished_at
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[],
          ?::smallint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
          ?::text[], ?::timestamptz[], ?::timestamptz[])
        as v(id, route, state, cause, detail, confidence, possible_duplicate, attempt, accepted,
          rejected, delivered, failed, doubtful, carrier_ids, submitted_at, finished_at)
      where n.id = v.id
      """;
}
