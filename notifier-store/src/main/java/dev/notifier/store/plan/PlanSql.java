package dev.notifier.store.plan;

import dev.notifier.store.lookup.NotificationNote.Kind;

/** The SQL statements of the plan stage. */
final class PlanSql {
  static final String TIME_AND_IDS =
      "select clock_timestamp(), array(select uuidv7() from generate_series(1, ?))";

  /** The days are constants for PostgreSQL, which plans only their partitions. */
  static final String FIND_DIGESTS =
      """
      select digest, notification_id, topic_id, topic_partition, topic_offset
      from event_digests where digest = any(?) and day = any(?)
      """;

  /** Fails if a row exists already. */
  static final String COPY_DIGESTS =
      """
      copy event_digests
        (digest, notification_id, topic_partition, topic_offset, day, topic_id)
      from stdin (format binary)
      """;

  /** For copies of events that other transactions store at the same moment. */
  static final String INSERT_DIGESTS =
      """
      insert into event_digests
        (digest, notification_id, topic_partition, topic_offset, day, topic_id)
      select d.*, ?
      from unnest(?::uuid[], ?::uuid[], ?::int4[], ?::int8[], ?::date[])
        as d (digest, notification_id, topic_partition, topic_offset, day)
      order by d.day, d.digest
      on conflict (digest, day) do nothing
      returning digest
      """;

  /** Gives rows of an event the values of its other rows. */
  static final String CORRECT_DIGESTS =
      """
      update event_digests d
      set notification_id = f.notification_id, topic_id = f.topic_id,
          topic_partition = f.topic_partition, topic_offset = f.topic_offset
      from (
        select * from event_digests
        where digest = ? and day = any(?) and notification_id <> ? limit 1) f
      where d.digest = ? and d.day = any(?) and d.notification_id = ?
      """;

  static final String MOVE_DIGESTS =
      """
      update event_digests d
      set topic_id = ?, topic_partition = e.topic_partition, topic_offset = e.topic_offset
      from unnest(?::uuid[], ?::int4[], ?::int8[]) as e (digest, topic_partition, topic_offset)
      where d.digest = e.digest and d.day = any(?)
      """;

  /** Gives events a row for the day of their own time if that was unknown until now. */
  static final String COMPLETE_DIGESTS =
      """
      insert into event_digests
        (digest, notification_id, topic_id, topic_partition, topic_offset, day)
      select distinct on (d.digest, e.day)
        d.digest, d.notification_id, d.topic_id, d.topic_partition, d.topic_offset, e.day
      from unnest(?::uuid[], ?::date[]) as e (digest, day)
      join event_digests d on d.digest = e.digest
      where d.digest = any(?) and d.day = any(?)
      order by d.digest, e.day
      on conflict (digest, day) do nothing
      """;

  static final String COPY_NOTIFICATIONS =
      """
      copy notifications
        (id, type, category, phone, template_id, template_version, locale, route, encoding, body,
         segments, state, reason, detail, expires_at, accepted_at, planned_at, sender, body_digest,
         secret, person_ref, subject_digest, audience, tenant, source, event_id, lane, group_id,
         key_id, batch_id, line, finished_at)
      from stdin (format binary)
      """;

  /** The notifications that this transaction has inserted; none of them was updated. */
  static final String COPIED_NOTIFICATIONS = "from notifications where id = any(?)";

  static final String INSERT_NOTIFICATIONS =
      """
      insert into notifications
        (id, type, category, phone, template_id, template_version, locale, route, encoding, body,
         segments, state, reason, detail, expires_at, accepted_at, planned_at, sender, body_digest,
         secret, person_ref, subject_digest, audience, tenant, source, event_id, lane, group_id,
         key_id, batch_id, line, finished_at)
      select n.*, case when n.state in ('PLANNED', 'DEFERRED') then null else n.planned_at end
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int4[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::int2[], ?::text[], ?::text[], ?::text[],
          ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::uuid[], ?::boolean[],
          ?::text[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::uuid[], ?::int4[])
        as n (id, type, category, phone, template_id, template_version, locale, route, encoding,
              body, segments, state, reason, detail, expires_at, accepted_at, planned_at, sender,
              body_digest, secret, person_ref, subject_digest, audience, tenant, source, event_id,
              lane, group_id, key_id, batch_id, line)
      """;

  /**
   * Finds notifications whose message must be written again. One that has moved on was written,
   * because its state comes from a later stage: writing it again would send it twice.
   */
  static final String SELECT_REPLAYED =
      """
      select n.id, n.tenant, n.source, n.event_id, n.type, n.lane, n.category, n.phone,
             n.template_id, n.template_version, n.locale, n.route, n.encoding, n.body, n.segments,
             n.state, n.reason, n.detail, n.expires_at, n.accepted_at, n.planned_at, n.sender,
             n.body_digest, n.secret, n.person_ref, n.subject_digest, n.group_id, n.key_id
      from notifications n
      where n.id = any(?) and (n.state in ('PLANNED', 'DEFERRED') or n.body is null)
      """;

  /**
   * Locks the notifications that may be replaced, in the order of their ids, and returns what they
   * are. Of two copies that are planned at the same time, the second finds that the state is
   * another one. The ids limit the partitions that PostgreSQL plans.
   */
  static final String REPLACED =
      """
      select n.id, n.state, n.reason, n.detail, n.planned_at
      from unnest(?::uuid[], ?::boolean[], ?::boolean[]) as r (id, skipped, rejected)
      join notifications n on n.id = r.id
      where n.id = any(?) and n.body is null
        and (r.skipped and n.state = 'SKIPPED' and n.reason = any(?)
          or r.rejected and n.state = 'REJECTED' and n.reason = 'INTERNAL')
      """;

  static final String LOCK_REPLACED = REPLACED + "order by n.id for update of n";

  /** Adds a note to each notification that is planned again. */
  static final String NOTE_PLANNED_AGAIN =
      """
      update notifications n set notes = coalesce(n.notes, '[]') || r.note::jsonb
      from unnest(?::uuid[], ?::text[]) as r (id, note)
      where n.id = r.id and n.id = any(?)
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

  /** Locks a notification that is planned and not published. */
  static final String LOCK_PLANNED =
      "select id from notifications where id = ? and state in ('PLANNED', 'DEFERRED') for update";

  /**
   * Adds a note to each notification of which a copy has another body: one for each other body.
   * Locks the notifications in the order of their ids, as the track stage does.
   */
  static final String NOTE_OTHER_BODIES =
      """
      with copies as (
        select distinct c.id, c.body from unnest(?::uuid[], ?::uuid[]) as c (id, body)),
      locked as materialized (
        select n.id, n.notes, c.body
        from notifications n join copies c on c.id = n.id
        where n.id = any(?) and n.body_digest <> c.body
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
      where n.id = a.id and n.id = any(?)
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
        where n.id = any(?)
          and (n.state = 'SKIPPED' and n.reason = any(?)
            or n.notes @> '[{"kind": "%s"}]')
          and not coalesce(n.notes, '[]') @> jsonb_build_array(
            jsonb_build_object('kind', '%s', 'since', extract(epoch from n.planned_at)))
        order by n.id for update of n)
      update notifications n set notes = coalesce(n.notes, '[]') || jsonb_build_array(
        jsonb_build_object(
          'kind', '%s', 'at', ?::text, 'since', extract(epoch from n.planned_at)))
      from locked l
      where n.id = l.id and n.id = any(?)
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
          body_digest = r.body_digest, secret = r.secret,
          person_ref = r.person_ref, subject_digest = r.subject_digest, audience = r.audience,
          finished_at = case when r.state in ('PLANNED', 'DEFERRED') then null else r.planned_at end,
          notes = case when n.state = 'DEFERRED' and r.state <> 'DEFERRED'
            then coalesce(n.notes, '[]') || jsonb_build_object('kind', '%s', 'at', ISO(r.planned_at),
              'was', jsonb_build_object('state', n.state, 'reason', coalesce(n.reason, ''),
                'detail', coalesce(n.detail, ''), 'at', ISO(n.planned_at)))
            else n.notes end
      from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int4[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::int2[], ?::text[], ?::text[], ?::text[],
          ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::uuid[],
          ?::boolean[], ?::text[], ?::uuid[], ?::text[])
        as r (id, type, category, phone, template_id, template_version, locale, route, encoding,
              body, segments, state, reason, detail, expires_at, accepted_at, planned_at, sender,
              body_digest, secret, person_ref, subject_digest, audience)
      where n.id = r.id and n.id = any(?)
      """
          .formatted(Kind.DEFERRED)
          .replaceAll(
              "ISO\\(([a-z_.]+)\\)",
              "to_char($1 at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");

  /** Names the corrected notification, once. The ids limit the partitions that PostgreSQL plans. */
  static final String SET_SUPERSEDES =
      """
      update notifications n set supersedes = c.first
      from unnest(?::uuid[], ?::uuid[]) as c (id, first)
      where n.id = c.id and n.id = any(?) and n.supersedes is null
      returning n.id
      """;

  /** Locks corrected notifications in the order of their ids, as the track stage does. */
  static final String LOCK_SUPERSEDED =
      "select n.id, n.state from notifications n where n.id = any(?) order by n.id for update of n";

  /** Adds a note, if the notification has no more than some of this kind. */
  static final String ADD_NOTES =
      """
      update notifications n set notes = coalesce(n.notes, '[]') || c.note::jsonb
      from unnest(?::uuid[], ?::text[]) as c (id, note)
      where n.id = c.id and n.id = any(?)
        and jsonb_array_length(jsonb_path_query_array(
          coalesce(n.notes, '[]'), '$[*] ? (@.kind == $kind)',
          jsonb_build_object('kind', c.note::jsonb -> 'kind'))) < ?
      """;

  private PlanSql() {}
}
