package dev.notifier.store.effects;

import dev.notifier.store.PgInstants;
import dev.notifier.store.search.IdOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the reminders of a day, page by page, in the order of their ids. No index has the event
 * type, and the counters say which hours have any, so only these are read, by the primary key.
 * Takes part in the transaction of the caller, and changes its settings. Thread-safe.
 */
final class ReminderPages {
  /** Of an hour, in a page; some milliseconds. */
  static final int MAX_READ = 2_000;

  /**
   * A person who waits longer for a message that is planned, because its event said so, is not
   * reminded on the day of the report; see {@link EffectDays#SETTLING}.
   */
  static final Duration LATEST = Duration.ofDays(EffectDays.SETTLING - 1L);

  /** One partition is planned, and only its primary key has the order. */
  static final String SETTINGS =
      "set local plan_cache_mode = force_custom_plan; set local enable_seqscan = off;"
          + " set local enable_bitmapscan = off; set local enable_sort = off";

  /** What is wanted, and the last one that is read. */
  static final String PAGE =
      """
      select w.* from (
        select n.*, row_number() over (order by n.id) as place from (
          select id, template_id, template_version, locale, audience, person_ref, phone,
            subject_digest, coalesce(submitted_at, planned_at) as sent,
            coalesce(tenant = ? and type = ? and state = 'DELIVERED', false) as wanted
          from notifications where id >= ? and id < ? order by id limit ?) n) w
      where w.wanted or w.place = ? limit ?
      """;

  /** Days ago, all changes were added to the counters. */
  private static final String HOURS =
      """
      select hour, sum(number)::int8 as number from counters
      where hour >= ? and hour < ? and tenant = ? and type = left(?, 100) and state = 'DELIVERED'
      group by hour having sum(number) > 0 order by hour
      """;

  private final JdbcTemplate jdbc;

  ReminderPages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** An hour (UTC) with delivered messages of a type. */
  record Hour(Instant start, long delivered) {
    IdRange ids() {
      return IdRange.of(start, start.plus(1, ChronoUnit.HOURS));
    }
  }

  /**
   * Some reminders.
   *
   * @param place up to which id, exclusive, all are in this page or one before; null = there are no
   *     more
   */
  record Page(List<Reminder> reminders, @Nullable UUID place) {}

  private record Row(UUID id, boolean wanted, int place, @Nullable Reminder reminder) {}

  /** The hours that have delivered messages. */
  List<Hour> hours(String tenant, String type, Instant from, Instant to) {
    return jdbc.query(
        HOURS,
        (row, _) -> new Hour(PgInstants.get(row, "hour"), row.getLong("number")),
        from.atOffset(ZoneOffset.UTC),
        to.atOffset(ZoneOffset.UTC),
        tenant,
        type);
  }

  /**
   * Reads the next page.
   *
   * @param hours of the day
   * @param place of the page before; null for the first one
   * @param maxReminders the number of reminders after which the page ends
   */
  Page next(
      String tenant, Effect effect, List<Hour> hours, @Nullable UUID place, int maxReminders) {
    jdbc.execute(SETTINGS);
    List<Reminder> reminders = new ArrayList<>();
    for (Hour hour : hours) {
      IdRange ids = hour.ids();
      if (place != null && IdOrder.compare(place, ids.to()) >= 0) {
        continue;
      }
      UUID from = place == null || IdOrder.compare(place, ids.from()) < 0 ? ids.from() : place;
      int missing = maxReminders - reminders.size();
      List<Row> rows = read(tenant, effect, from, ids.to(), missing);
      rows.stream().map(Row::reminder).filter(Objects::nonNull).forEach(reminders::add);
      if (rows.size() == missing || (!rows.isEmpty() && rows.getLast().place() == MAX_READ)) {
        return new Page(reminders, IdRange.above(rows.getLast().id()));
      }
    }
    return new Page(reminders, null);
  }

  private List<Row> read(String tenant, Effect effect, UUID from, UUID to, int missing) {
    return jdbc.query(
        PAGE,
        (row, _) -> row(row, effect),
        tenant,
        effect.reminder(),
        from,
        to,
        MAX_READ,
        MAX_READ,
        missing);
  }

  private static Row row(ResultSet row, Effect effect) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    boolean wanted = row.getBoolean("wanted");
    return new Row(id, wanted, row.getInt("place"), wanted ? reminder(row, id, effect) : null);
  }

  /** Null if it cannot be followed: its recipient is not known any more, or it was sent late. */
  private static @Nullable Reminder reminder(ResultSet row, UUID id, Effect effect)
      throws SQLException {
    String personRef = row.getString("person_ref");
    String phone = row.getString("phone");
    UUID subject = effect.sameSubject() ? row.getObject("subject_digest", UUID.class) : null;
    Instant sent = PgInstants.get(row, "sent");
    boolean known = personRef != null || phone != null;
    boolean late = IdOrder.compare(id, IdRange.lowest(sent.minus(LATEST))) < 0;
    if (!known || late || (effect.sameSubject() && subject == null)) {
      return null;
    }
    Reminder.Text text =
        new Reminder.Text(
            Objects.requireNonNullElse(row.getString("template_id"), ""),
            row.getInt("template_version"),
            Objects.requireNonNullElse(row.getString("locale"), ""),
            Objects.requireNonNullElse(row.getString("audience"), ""));
    return new Reminder(text, personRef, phone, subject, sent);
  }
}
