package dev.notifier.store.plan;

import dev.notifier.store.lookup.NotificationNote.Kind;

/** The SQL statements of the plan stage. */
final class PlanSql {
  /** Inserts in the order of the digests, so that concurrent workers cannot deadlock. */
  static final String INSERT_DIGESTS =
      """
      insert into event_digests
        (digest, notification_id, topic_partition, topic_offset, topic_id, seen_at)
      select d.*, ?, ?
      from unnest(?::uuid[], ?::uuid[], ?::int4[], ?::int8[])
        as d (digest, notification_id, topic_partition, topic_offset)
      order by d.digest
      on conflict (digest) do nothing
      returning digest, topic_partition, topic_offset
      """;

  static final String INSERT_NOTIFICATIONS =
      """
      insert into notifications
        (id, tenant, source, event_id, type, lane, category, phone, template_id, template_version,
         locale, route, encoding, body, segments, state, reason, detail, expires_at, accepted_at,
         planned_at, sender, body_digest, finished_at)
      select n.*, case when n.state = 'PLANNED' then null else n.planned_at end
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::int4[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int4[],
          ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
          ?::text[], ?::uuid[])
        as n (id, tenant, source, event_id, type, lane, category, phone, template_id,
              template_version, locale, route, encoding, body, segments, state, reason, detail,
              expires_at, accepted_at, planned_at, sender, body_digest)
      """;

  /**
   * Finds notifications whose message must be written again. One that has moved on was written,
   * because its state comes from a later stage: writing it again would send it twice.
   */
  static final String SELECT_REPLAYED =
      """
      select p.topic_partition, p.topic_offset, n.id, n.tenant, n.source, n.event_id, n.type,
             n.lane, n.category, n.phone, n.template_id, n.template_version, n.locale, n.route,
             n.encoding, n.body, n.segments, n.state, n.reason, n.detail, n.expires_at,
             n.accepted_at, n.planned_at, n.sender, n.body_digest
      from unnest(?::uuid[], ?::int4[], ?::int8[]) as p (digest, topic_partition, topic_offset)
      join event_digests d
        on d.digest = p.digest
       and d.topic_partition = p.topic_partition
       and d.topic_offset = p.topic_offset
       and d.topic_id = ?
      join notifications n on n.id = d.notification_id
      where n.state = 'PLANNED' or n.body is null
      """;

  /**
   * Gives events whose notification is replaced their new position, and returns what their
   * notifications were. Locks the notifications first, in the order of their ids: of two copies
   * that are planned at the same time, the second finds that the state is another one.
   */
  static final String MOVE_REPLACED =
      """
      with locked as materialized (
        select p.digest, p.topic_partition, p.topic_offset, n.id, n.state, n.reason, n.detail,
               n.planned_at
        from unnest(?::uuid[], ?::int4[], ?::int8[], ?::boolean[], ?::boolean[])
          as p (digest, topic_partition, topic_offset, skipped, rejected)
        join event_digests d on d.digest = p.digest
        join notifications n on n.id = d.notification_id
        where n.body is null
          and (p.skipped and n.state = 'SKIPPED' and n.reason = any(?)
            or p.rejected and n.state = 'REJECTED' and n.reason = 'INTERNAL')
          and (d.topic_id, d.topic_partition, d.topic_offset)
            <> (?, p.topic_partition, p.topic_offset)
        order by n.id for update of n)
      update event_digests d
      set topic_id = ?, topic_partition = l.topic_partition, topic_offset = l.topic_offset
      from locked l
      where d.digest = l.digest
      returning d.digest, d.notification_id, d.topic_partition, d.topic_offset, l.state, l.reason,
        l.detail, l.planned_at
      """;

  /** Adds a note to each notification that is planned again. */
  static final String NOTE_PLANNED_AGAIN =
      """
      update notifications n set notes = coalesce(n.notes, '[]') || r.note::jsonb
      from unnest(?::uuid[], ?::text[]) as r (id, note)
      where n.id = r.id
        and jsonb_array_length(jsonb_path_query_array(
          coalesce(n.notes, '[]'), '$[*] ? (@.kind == "%s")')) < ?
      """
          .formatted(Kind.PLANNED_AGAIN);

  static final String DELETE_SKIPPED_EVENTS =
      """
      delete from skipped_events where notification_id in (
        select notification_id from skipped_events where notification_id = any(?)
        order by notification_id for update)
      """;

  static final String KEEP_SKIPPED_EVENTS =
      """
      insert into skipped_events as s
        (notification_id, type, reason, lane, expires_at, record_key, record_value)
      select e.* from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
          ?::bytea[], ?::bytea[])
        as e (notification_id, type, reason, lane, expires_at, record_key, record_value)
      order by e.notification_id
      on conflict (notification_id) do update set
        type = excluded.type, reason = excluded.reason, lane = excluded.lane,
        expires_at = excluded.expires_at, record_key = excluded.record_key,
        record_value = excluded.record_value, ordered_at = null
      """;

  /** Finds the notification that was planned from this position and not published. */
  static final String LOCK_PLANNED =
      """
      select n.id
      from event_digests d join notifications n on n.id = d.notification_id
      where d.digest = ? and d.topic_id = ? and d.topic_partition = ? and d.topic_offset = ?
        and n.state = 'PLANNED'
      for update of n
      """;

  /**
   * Adds a note to each notification of which a copy has another body: one for each other body.
   * Locks the notifications in the order of their ids, as the track stage does. A copy at the
   * stored position is the event itself.
   */
  static final String NOTE_OTHER_BODIES =
      """
      with copies as (
        select distinct d.notification_id, c.body
        from unnest(?::uuid[], ?::uuid[], ?::int4[], ?::int8[])
          as c (digest, body, topic_partition, topic_offset)
        join event_digests d on d.digest = c.digest
        where (d.topic_id, d.topic_partition, d.topic_offset)
          <> (?, c.topic_partition, c.topic_offset)),
      locked as materialized (
        select n.id, n.notes, c.body
        from notifications n join copies c on c.notification_id = n.id
        where n.body_digest <> c.body
          and not coalesce(n.notes, '[]') @> jsonb_build_array(jsonb_build_object('body', c.body))
        order by n.id for update of n),
      numbered as (
        select id, body, row_number() over (partition by id order by body)
          + jsonb_array_length(jsonb_path_query_array(
              coalesce(notes, '[]'), '$[*] ? (@.kind == "%s")')) as number
        from locked)
      update notifications n set notes = coalesce(n.notes, '[]') || a.notes
      from (
        select id, jsonb_agg(
            jsonb_build_object('kind', '%s', 'at', ?::text, 'body', body)) as notes
        from numbered where number <= ? group by id) a
      where n.id = a.id
      """
          .formatted(Kind.OTHER_BODY, Kind.OTHER_BODY);

  /**
   * Adds a note to each notification that is skipped until operators act, or that was, if the
   * caller sends its event again meanwhile: once since it was planned last.
   */
  static final String NOTE_COPIES =
      """
      with locked as materialized (
        select n.id from notifications n
        where n.id in (
            select d.notification_id
            from unnest(?::uuid[], ?::uuid[], ?::int4[], ?::int8[])
              as c (digest, body, topic_partition, topic_offset)
            join event_digests d on d.digest = c.digest
            where (d.topic_id, d.topic_partition, d.topic_offset)
              <> (?, c.topic_partition, c.topic_offset))
          and (n.state = 'SKIPPED' and n.reason = any(?)
            or n.notes @> '[{"kind": "%s"}]')
          and not coalesce(n.notes, '[]') @> jsonb_build_array(
            jsonb_build_object('kind', '%s', 'since', extract(epoch from n.planned_at)))
        order by n.id for update of n)
      update notifications n set notes = coalesce(n.notes, '[]') || jsonb_build_array(
        jsonb_build_object(
          'kind', '%s', 'at', ?::text, 'since', extract(epoch from n.planned_at)))
      from locked l
      where n.id = l.id
        and jsonb_array_length(jsonb_path_query_array(
          coalesce(n.notes, '[]'), '$[*] ? (@.kind == "%s")')) < ?
      """
          .formatted(Kind.PLANNED_AGAIN, Kind.COPY, Kind.COPY, Kind.COPY);

  static final String REPLACE_NOTIFICATIONS =
      """
      update notifications n
      set type = r.type, category = r.category, phone = r.phone, template_id = r.template_id,
          template_version = r.template_version, locale = r.locale, route = r.route,
          encoding = r.encoding, body = r.body, segments = r.segments, state = r.state,
          reason = r.reason, detail = r.detail, expires_at = r.expires_at,
          accepted_at = r.accepted_at, planned_at = r.planned_at, sender = r.sender,
          body_digest = r.body_digest,
          finished_at = case when r.state = 'PLANNED' then null else r.planned_at end
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int4[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::int4[], ?::text[], ?::text[], ?::text[],
          ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::uuid[])
        as r (id, type, category, phone, template_id, template_version, locale, route, encoding,
              body, segments, state, reason, detail, expires_at, accepted_at, planned_at, sender,
              body_digest)
      where n.id = r.id
      """;

  private PlanSql() {}
}
