package dev.notifier.store.effects;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reminders, outcomes and other messages of several days, whose persons repeat. */
final class EffectNotifications {
  static final String TENANT = "default";
  static final String REMINDER = "card.expiring";
  static final String OUTCOME = "card.renewed";

  private EffectNotifications() {}

  /**
   * Stores some for each day until today and counts them. Persons share numbers; some have no
   * reference, some no number, and some neither.
   */
  static void fill(JdbcTemplate jdbc, int days, int ofDay, int persons) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    jdbc.queryForList(
        "select create_day_partitions('notifications', ?, ?)", today.minusDays(days + 1), today);
    jdbc.execute("truncate notifications, counters, counter_deltas");
    jdbc.update(
        """
        insert into notifications (id, accepted_at, planned_at, submitted_at, state, tenant, source,
          event_id, type, lane, phone, person_ref, template_id, template_version, locale,
          audience, subject_digest, segments)
        select uuidv7(at - now()), at, at,
          case when n % 11 <> 0 then at + (n % 50) * interval '121 minutes' end,
          case n % 4 when 0 then 'SKIPPED' else 'DELIVERED' end,
          case n % 9 when 0 then 'other' else 'default' end, '/s', d || '-' || n,
          case n % 3 when 0 then 'card.expiring' when 1 then 'card.renewed' else 'noise' end,
          'NORMAL', case when n % 13 <> 0 then '+849' || lpad((p % 40)::text, 8, '0') end,
          case when n % 7 <> 0 and n % 13 <> 1 then 'person-' || p % ? end,
          case n % 5 when 0 then 'default/card' else 'card' end, n % 2 + 1,
          case n % 8 when 0 then 'en' else 'vi' end, case n % 10 when 0 then 'WORKER,K1' end,
          case when n % 6 <> 0 then lpad((p % 3)::text, 32, '0')::uuid end, 1
        from generate_series(1, ?) d, generate_series(1, ?) n,
          lateral (select hashint4(d * 7919 + n) & 65535 as p,
            now() - d * interval '1 day' - n * interval 'STEP seconds' as at) t
        """
            .replace("STEP", Integer.toString(Math.max(1, 80_000 / ofDay))),
        persons,
        days,
        ofDay);
    jdbc.execute(
        """
        insert into counters (hour, tenant, type, template, route, lane, state, reason, number,
          segments)
        select hour_of(id), tenant, type, template_id, '', lane, state, '', count(*), sum(segments)
        from notifications group by 1, 2, 3, 4, 6, 7;
        analyze notifications\
        """);
  }
}
