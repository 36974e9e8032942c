package dev.notifier.store.search;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;

/** Notifications of several days, whose values repeat in different periods. */
final class SearchedNotifications {
  static final String TENANT = "default";

  /** The days before today that have notifications. */
  static final int DAYS = 4;

  private SearchedNotifications() {}

  /** Stores some for each day, within ten hours, and counts them as plan does. */
  static void fill(JdbcTemplate jdbc, int ofDay, int persons) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    jdbc.queryForList(
        "select create_day_partitions('notifications', ?, ?)", today.minusDays(DAYS + 1), today);
    jdbc.execute("truncate notifications, counters, counter_deltas");
    jdbc.update(
        """
        insert into notifications (id, accepted_at, planned_at, submitted_at, finished_at, state,
          reason, tenant, source, event_id, type, lane, category, phone, person_ref, template_id,
          template_version, locale, encoding, segments, body, route, key_id, group_id, batch_id,
          subject_digest)
        select uuidv7(-(d * interval '1 day') - n * interval '60 seconds'), at, at, at,
          at + (n % 7) * interval '10 hours',
          case n % 5 when 0 then 'REJECTED' else 'DELIVERED' end,
          case n % 5 when 0 then 'NO_ROUTE' end,
          case n % 4 when 0 then 'son-la' else 'default' end, '/source/' || n % 3, d || '-' || n,
          'type.' || n % 6, 'NORMAL', 'SERVICE', '+849' || lpad((n % ?)::text, 8, '0'),
          'person-' || n % ?, case n % 2 when 0 then 'card' else 'son-la/card' end, 1, 'vi',
          'GSM7', 1, 'text ' || n, 'route-' || n % 2, 'key-' || n % 9,
          case when n / 40 % 2 = 0 then 'group-' || n % 2 end,
          case when n / 30 % 3 = 0 then lpad((n % 2)::text, 32, '0')::uuid end,
          case when n % 11 = 0 then lpad((n % 10)::text, 32, '0')::uuid end
        from generate_series(0, ?) d, generate_series(1, ?) n,
          lateral (select now() - d * interval '1 day' - n * interval '60 seconds' as at) t
        """
            .replace("60 seconds", 36_000 / ofDay + " seconds"),
        persons,
        persons,
        DAYS - 1,
        ofDay);
    // Some are added to the counters, the others not yet.
    jdbc.execute(
        """
        insert into counter_deltas (hour, tenant, type, template, route, lane, state, reason,
          batch_id, group_id, number, segments)
        select hour_of(id), tenant, type, template_id, route, lane, state, coalesce(reason, ''),
          batch_id, group_id, count(*), sum(segments)
        from notifications where id >= lowest_id((now() at time zone 'UTC')::date - 1)
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
        insert into counters (hour, tenant, type, template, route, lane, state, reason, number,
          segments)
        select hour_of(id), tenant, type, template_id, route, lane, state, coalesce(reason, ''),
          count(*), sum(segments)
        from notifications where id < lowest_id((now() at time zone 'UTC')::date - 1)
        group by 1, 2, 3, 4, 5, 6, 7, 8;
        analyze notifications\
        """);
  }
}
