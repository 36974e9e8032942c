package dev.notifier.store.inbound;

import dev.notifier.store.PgInstants;
import dev.notifier.store.tracking.SweepStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Finds what was sent to numbers that write. Thread-safe; calls take part in the transaction of the
 * caller.
 */
public final class SentMessages {
  /** Days are left out when the statement is planned, and no day is read as a whole. */
  private static final String PLAN_FOR_DAYS =
      "set local plan_cache_mode = force_custom_plan; set local enable_seqscan = off";

  private static final String PLAN_AS_USUAL =
      "set local plan_cache_mode = auto; set local enable_seqscan = on";

  /**
   * Of one number, in any order: sorted before the limit, PostgreSQL could read a day in the order
   * of the ids instead of the index of the numbers. People have fewer.
   */
  private static final int MAX_READ = 200;

  /** Of a number for tests or of a hotline, to which far more are sent, some are left out. */
  private static final int MAX_LOOKED_AT = 2_000;

  private final JdbcTemplate jdbc;

  public SentMessages(DataSource dataSource) {
    jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * A notification that a number may have got.
   *
   * @param sender the source address; null if it is that of the route
   * @param personRef the tenant's own name for the person; null if there is none
   * @param text null if it is secret
   * @param answer whether it answered a message from the number
   * @param service whether its category is {@code SERVICE}
   */
  public record Sent(
      UUID id,
      String phone,
      String tenant,
      @Nullable String sender,
      @Nullable String route,
      @Nullable String locale,
      @Nullable String personRef,
      @Nullable String text,
      Instant sentAt,
      boolean answer,
      boolean service) {
    /** Omits personal data. */
    @Override
    public String toString() {
      return "Sent[id=" + id + "]";
    }
  }

  /**
   * Finds the last notifications to some numbers, the newest first. Those with the source of
   * answers are also found before it is known that they were sent, because a program may send them
   * back at once. Those of test keys are left out: what a person writes never belongs to a test.
   *
   * @param since the earliest time at which one was planned
   * @param until the latest time
   * @param maxOfNumber the most notifications of one number, and the most answers to it
   */
  public List<Sent> find(
      Collection<String> phones,
      Instant since,
      Instant until,
      String answerSource,
      int maxOfNumber) {
    if (phones.isEmpty()) {
      return List.of();
    }
    jdbc.execute(PLAN_FOR_DAYS);
    List<Sent> found =
        jdbc.query(
            """
            select n.* from unnest(?::text[]) numbers (phone)
            cross join (values (true), (false)) kinds (answer) cross join lateral (
              select * from (
                select id, phone, tenant, sender, route, locale, person_ref, source = ? as answer,
                  category = 'SERVICE' as service,
                  case when secret or category = 'OTP' then null else left(body, 2000) end as body,
                  coalesce(submitted_at, planned_at) as sent_at
                from (
                  select * from notifications
                  where phone = numbers.phone and id >= ? and id < ? limit ?) looked
                where tenant not like '%~test'
                  and (submitted_at is not null or state = 'UNCONFIRMED' or source = ?)
                  and (source = ?) = kinds.answer
                limit ?) found
              order by id desc limit ?) n
            order by n.id desc
            """,
            (row, _) -> sent(row),
            new SqlArrayValue("text", phones.toArray()),
            answerSource,
            SweepStore.lowestId(since),
            SweepStore.lowestId(until),
            MAX_LOOKED_AT,
            answerSource,
            answerSource,
            MAX_READ,
            maxOfNumber);
    jdbc.execute(PLAN_AS_USUAL);
    return found;
  }

  private static Sent sent(ResultSet row) throws SQLException {
    return new Sent(
        row.getObject("id", UUID.class),
        row.getString("phone"),
        row.getString("tenant"),
        row.getString("sender"),
        row.getString("route"),
        row.getString("locale"),
        row.getString("person_ref"),
        row.getString("body"),
        PgInstants.get(row, "sent_at"),
        row.getBoolean("answer"),
        row.getBoolean("service"));
  }
}
