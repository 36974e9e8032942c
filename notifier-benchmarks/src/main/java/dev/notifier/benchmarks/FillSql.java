package dev.notifier.benchmarks;

/**
 * The statements that fill a day. The rows are invented, look like those of a pipeline that has
 * ended nearly all of its notifications, and are the same at each run.
 */
final class FillSql {
  /** Parameters: table, first and last day. Partitions that exist stay as they are. */
  static final String CREATE_PARTITIONS = "select create_day_partitions(?, ?, ?)";

  /** Whether one of both partitions of a day has rows. */
  static final String IS_FILLED =
      """
      select exists (select from notifications_%1$s) or exists (select from event_digests_%1$s)
      """;

  /**
   * With {@code wal_level} minimal, rows that are inserted into a file of the same transaction are
   * not in the WAL.
   */
  static final String NEW_FILES = "truncate only notifications_%1$s, event_digests_%1$s";

  /**
   * The notifications of a day, in the order of their ids. Parameters: first moment and length of
   * the time in which they are planned, their number, and how many of the last ones are open.
   */
  static final String NOTIFICATIONS =
      """
      insert into notifications_%1$s
        (id, tenant, source, event_id, accepted_at, planned_at, expires_at, phone, locale, encoding,
         type, template_id, template_version, lane, category, secret, body, segments, attempt, route,
         body_digest, state, reason, confidence, submitted_at, finished_at, unconfirmed_since,
         accepted_segments, delivered_segments, failed_segments, unconfirmed_segments,
         possible_duplicate, message_ids)
      select (lpad(to_hex((extract(epoch from e.at) * 1000)::bigint), 12, '0') || '7'
          || lpad(to_hex(e.n %% 4096), 3, '0') || '8' || substr(e.digest, 1, 15))::uuid,
        'default', '/fill', '%1$s-' || e.n, e.at - interval '900 ms', e.at, e.at + interval '1 day',
        '+8496' || lpad((e.n::bigint * 4827131 %% 10000000)::text, 7, '0'), 'vi', 'GSM7',
        e.type, e.type, 1, e.lane, e.category, e.lane = 'urgent',
        case when e.lane = 'urgent' then '•••'
          else 'The cua Ong/Ba ' || upper(substr(e.digest, 1, 8))
            || ' het han ngay 31/12. Vui long mang the den co quan noi cap de doi the moi. Tong dai '
            || (e.n %% 100000) end,
        1, 1, 'viettel', e.digest::uuid, e.state,
        case e.state when 'UNDELIVERED' then 'RECEIPT_UNDELIVERED' when 'EXPIRED' then 'RECEIPT_EXPIRED'
          when 'UNCONFIRMED' then 'RESPONSE_MISSING' end,
        case e.state when 'DELIVERED' then 'HANDSET' end,
        case when e.state not in ('PLANNED', 'UNCONFIRMED') then e.at + interval '400 ms' end,
        case when not e.open then e.at + interval '3 s' end,
        case e.state when 'UNCONFIRMED' then e.at + interval '60 s' end,
        case when e.state in ('PLANNED', 'UNCONFIRMED') then 0 else 1 end,
        case e.state when 'DELIVERED' then 1 else 0 end,
        case when e.state in ('UNDELIVERED', 'EXPIRED') then 1 else 0 end,
        case e.state when 'UNCONFIRMED' then 1 else 0 end,
        e.state = 'UNCONFIRMED',
        case when e.state in ('PLANNED', 'UNCONFIRMED') then '{}'
          else array['F' || substr(e.digest, 17, 12)] end
      from (
        select d.n, d.at, d.digest, d.open,
          case when d.kind < 60 then 'card.expiring' when d.kind < 80 then 'contribution.received'
            when d.kind < 95 then 'notice.published' else 'account.password.reset' end as type,
          case when d.kind < 80 then 'normal' when d.kind < 95 then 'bulk' else 'urgent' end as lane,
          case when d.kind < 80 then 'SERVICE' when d.kind < 95 then 'GENERAL_INFO' else 'OTP' end
            as category,
          case when d.open then (array['SUBMITTED', 'SUBMITTED', 'SUBMITTED', 'SUBMITTED', 'SUBMITTED',
              'SUBMITTED', 'SUBMITTED', 'PLANNED', 'PLANNED', 'UNCONFIRMED'])[d.n %% 10 + 1]
            when d.n %% 1000 < 970 then 'DELIVERED' when d.n %% 1000 < 990 then 'UNDELIVERED'
            else 'EXPIRED' end as state
        from (
          select n, ?::timestamptz + n * (?::interval / p.number) as at, n %% 100 as kind,
            md5('%1$s' || n) as digest, n >= p.number - p.open as open
          from (select ?::int4 as number, ?::int4 as open) p,
            generate_series(0, p.number - 1) n) d) e
      order by 1
      """;

  /** Their submissions, one for each that was accepted. */
  static final String SUBMISSIONS =
      """
      insert into submissions
        (number, responded_at, receipt_at, notification_id, receipt_state, account, segment, message_id)
      select substr(n.phone, 2)::int8, n.submitted_at, n.finished_at, n.id,
        case n.state when 'SUBMITTED' then null else n.state::receipt_outcome end, a.account, 1,
        n.message_ids[1]
      from notifications_%1$s n join route_accounts a on a.route = n.route
      where n.accepted_segments = 1
      on conflict do nothing
      """;

  static final String COUNTERS =
      """
      insert into counters as c (hour, tenant, type, template, route, lane, state, reason, number, segments)
      select hour_of(id), tenant, type, template_id, route, lane, state, coalesce(reason, ''),
        count(*), sum(segments)
      from notifications_%1$s group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8
      on conflict (hour, tenant, type, template, route, lane, state, reason) do update
      set number = c.number + excluded.number, segments = c.segments + excluded.segments
      """;

  /**
   * The digests of the day in the order of their key: those of its notifications, by which a
   * look-up finds them, and others without a notification. Parameters: the day, and how many
   * digests there are in all.
   */
  static final String DIGESTS =
      """
      insert into event_digests_%1$s
        (digest, notification_id, topic_id, topic_offset, topic_partition, day)
      select d.digest, d.notification_id, '00000000-0000-4000-8000-000000000000', d.position, 0, ?
      from (
        select encode(substr(sha256(
            int4send(octet_length(tenant)) || convert_to(tenant, 'UTF8')
            || int4send(octet_length(source)) || convert_to(source, 'UTF8')
            || int4send(octet_length(event_id)) || convert_to(event_id, 'UTF8')), 1, 16), 'hex')::uuid
            as digest,
          id as notification_id, 0 as position
        from notifications_%1$s
        union all
        select h.digest::uuid, overlay(h.digest placing h.prefix from 1 for 13)::uuid, h.n
        from (
          select n, md5('event-%1$s-' || n) as digest, p.prefix
          from (
            select left(replace(lowest_id('%1$s')::text, '-', ''), 12) || '7' as prefix,
              ?::int8 - (select count(*) from notifications_%1$s) as number) p,
            generate_series(1, p.number) n) h) d
      order by d.digest
      """;

  /** As if the sweeps had read these days: otherwise they would during a measurement. */
  static final String SWEEPS =
      """
      insert into sweeps (name, swept_until)
      select name, clock_timestamp() - age from (
        select 'no-receipt/' || time || '/' || delay as name, interval '48 hours' + delay::interval as age
        from unnest(array['PT48H', '*']) time, unnest(array['PT10M', 'PT24H', 'PT744H']) delay
        union all
        select 'overdue/' || delay, delay::interval
        from unnest(array['PT1H', 'PT6H', 'PT24H', 'PT744H']) delay) s
      on conflict (name) do update set swept_until = greatest(sweeps.swept_until, excluded.swept_until)
      """;

  static final String VACUUM_DAY =
      "vacuum (freeze, analyze) notifications_%1$s, event_digests_%1$s";

  private FillSql() {}
}
