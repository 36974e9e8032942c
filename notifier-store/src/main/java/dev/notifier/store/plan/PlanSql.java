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
         planned_at, sender, finished_at)
      select n.*, case when n.state = 'PLANNED' then null else n.planned_at end
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::int4[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int4[],
          ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
          ?::text[])
        as n (id, tenant, source, event_id, type, lane, category, phone, template_id,
              template_version, locale, route, encoding, body, segments, state, reason, detail,
              expires_at, accepted_at, planned_at, sender)
      """;

  static final String SELECT_REPLAYED =
      """
      select p.topic_partition, p.topic_offset, n.id, n.tenant, n.source, n.event_id, n.type,
             n.lane, n.category, n.phone, n.template_id, n.template_version, n.locale, n.route,
             n.encoding, n.body, n.segments, n.state, n.reason, n.detail, n.expires_at,
             n.accepted_at, n.planned_at, n.sender
      from unnest(?::uuid[], ?::int4[], ?::int8[]) as p (digest, topic_partition, topic_offset)
      join event_digests d
        on d.digest = p.digest
       and d.topic_partition = p.topic_partition
       and d.topic_offset = p.topic_offset
       and d.topic_id = ?
      join notifications n on n.id = d.notification_id
      """;

  private PlanSql() {}
}
