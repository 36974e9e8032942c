package dev.notifier.store.plan;

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
   * Gives events that were rejected because they could not be planned their new position, and
   * returns the ids of their notifications.
   */
  static final String MOVE_REJECTED =
      """
      update event_digests d
      set topic_id = ?, topic_partition = p.topic_partition, topic_offset = p.topic_offset
      from unnest(?::uuid[], ?::int4[], ?::int8[]) as p (digest, topic_partition, topic_offset),
           notifications n
      where d.digest = p.digest and n.id = d.notification_id
        and n.state = 'REJECTED' and n.reason = 'INTERNAL' and n.body is null
        and (d.topic_id, d.topic_partition, d.topic_offset)
          <> (?, p.topic_partition, p.topic_offset)
      returning d.digest, d.notification_id, d.topic_partition, d.topic_offset
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
              coalesce(notes, '[]'), '$[*] ? (@.kind == "OTHER_BODY")')) as number
        from locked)
      update notifications n set notes = coalesce(n.notes, '[]') || a.notes
      from (
        select id, jsonb_agg(
            jsonb_build_object('kind', 'OTHER_BODY', 'at', ?::text, 'body', body)) as notes
        from numbered where number <= ? group by id) a
      where n.id = a.id
      """;

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
