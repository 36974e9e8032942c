package dev.notifier.store.effects;

import dev.notifier.store.PgArrays;
import dev.notifier.store.PgInstants;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds when the first outcome came after each of some reminders: one statement, which probes the
 * indexes of person references and of numbers for each of the days that matter. An outcome is an
 * event that was received, whether or not a message was sent. Takes part in the transaction of the
 * caller, and changes its settings. Thread-safe.
 */
final class Outcomes {
  /**
   * How many messages of a person are looked at, the days in their order. Only numbers for tests
   * have more.
   */
  static final int MAX_OF_PERSON = 1_000;

  /** Only the days of the windows are planned. */
  static final String SETTINGS =
      "set local plan_cache_mode = force_custom_plan; set local enable_seqscan = off;"
          + " set local enable_bitmapscan = on; set local enable_sort = on";

  /**
   * A person is who has the same reference. Of a number that persons share, events of other
   * references are not those of this one; where one of both has no reference, the number decides.
   */
  private static final String OF_PERSON =
      """
      cross join lateral (
        select min(uuid_extract_timestamp(o.id)) as at
        from (
          select id, tenant, type, person_ref, subject_digest from notifications
          where KEY = r.KEY and id >= ? and id < ? limit LIMIT) o
        where o.tenant = w.tenant and o.type = any(w.types)
          and uuid_extract_timestamp(o.id) > r.sent and uuid_extract_timestamp(o.id) <= r.until
          and (r.subject is null or o.subject_digest = r.subject)
          and (o.person_ref is null or r.person_ref is null or o.person_ref = r.person_ref)) BY
      """
          .replace("LIMIT", Integer.toString(MAX_OF_PERSON));

  static final String FIRST =
      """
      select r.n, least(by_ref.at, by_phone.at) as at
      from unnest(?::int4[], ?::text[], ?::text[], ?::uuid[], ?::timestamptz[], ?::timestamptz[])
        as r (n, person_ref, phone, subject, sent, until)
      cross join (select ?::text as tenant, ?::text[] as types) w
      """
          + OF_PERSON.replace("KEY", "person_ref").replace("BY", "by_ref")
          + OF_PERSON.replace("KEY", "phone").replace("BY", "by_phone");

  private final JdbcTemplate jdbc;

  Outcomes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  private record Place(int n, Reminder reminder) {}

  private record Found(int n, @Nullable Instant at) {}

  /**
   * Returns how long after each reminder the first outcome came, in their order; null if none came
   * within the days of the effect.
   *
   * @param reminders not empty
   */
  List<@Nullable Duration> after(String tenant, Effect effect, List<Reminder> reminders) {
    jdbc.execute(SETTINGS);
    List<Found> all =
        jdbc.query(
            FIRST,
            statement -> bind(statement, tenant, effect, reminders),
            (row, _) -> new Found(row.getInt("n"), PgInstants.getNullable(row, "at")));
    List<@Nullable Duration> after =
        new ArrayList<>(Collections.<@Nullable Duration>nCopies(reminders.size(), null));
    for (Found each : all) {
      if (each.at() != null) {
        after.set(each.n(), Duration.between(reminders.get(each.n()).sent(), each.at()));
      }
    }
    return after;
  }

  static void bind(
      PreparedStatement statement, String tenant, Effect effect, List<Reminder> reminders)
      throws SQLException {
    List<Place> places = new ArrayList<>();
    reminders.forEach(each -> places.add(new Place(places.size(), each)));
    IdRange days = days(effect, reminders);
    new PgArrays<>(statement, places)
        .column("int4", Place::n)
        .column("text", each -> each.reminder().personRef())
        .column("text", each -> each.reminder().phone())
        .column("uuid", each -> each.reminder().subject())
        .time(each -> each.reminder().sent())
        .time(each -> until(effect, each.reminder()))
        .value(tenant)
        .value(statement.getConnection().createArrayOf("text", effect.outcomes().toArray()))
        .value(days.from())
        .value(days.to())
        .value(days.from())
        .value(days.to());
  }

  private static Instant until(Effect effect, Reminder reminder) {
    return reminder.sent().plus(effect.days(), ChronoUnit.DAYS);
  }

  private static IdRange days(Effect effect, List<Reminder> reminders) {
    Instant first = reminders.getFirst().sent();
    Instant last = first;
    for (Reminder each : reminders) {
      Instant sent = each.sent();
      first = sent.isBefore(first) ? sent : first;
      last = sent.isAfter(last) ? sent : last;
    }
    return IdRange.ofDays(first, last.plus(effect.days(), ChronoUnit.DAYS));
  }
}
