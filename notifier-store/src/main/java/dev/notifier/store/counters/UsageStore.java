package dev.notifier.store.counters;

import dev.notifier.store.PgInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/**
 * The segments that tenants have used in a month. Each day is counted again from its counters, so a
 * change of state or a repeated count adds nothing twice. Days and months are those of UTC, as the
 * hours of the counters, by PostgreSQL's clock. Shadow tenants are not counted. Contains no
 * personal data. Thread-safe.
 */
public final class UsageStore {
  /** How long days are kept, for questions about the same month of the year before. */
  static final int KEPT_DAYS = 400;

  private static final String TODAY =
      "coalesce(?::date, (clock_timestamp() at time zone 'UTC')::date)";

  /**
   * The day before belongs to the month before on the first of a month. An earlier day changes only
   * when messages of it are cancelled or planned again, so it is counted every ten minutes. One
   * that could not be counted is not the first to be tried again.
   */
  private static final String DUE =
      """
      with t as (select TODAY as today),
      earlier as (
        select e.day::date as day, u.tried_at
        from t cross join lateral generate_series(
          date_trunc('month', t.today::timestamp), t.today::timestamp - interval '2 days',
          interval '1 day') as e (day)
        left join usage_days u on u.day = e.day::date)
      select t.today,
        coalesce(
          (select counted_at < clock_timestamp() - interval '1 minute'
           from usage_days where day = t.today - 1),
          true) as before_due,
        (select day from earlier
         where tried_at is null or tried_at < clock_timestamp() - interval '10 minutes'
         order by tried_at nulls first, day limit 1) as earlier
      from t
      """
          .replace("TODAY", TODAY);

  /**
   * Reads the hours of a day in the primary key of the counters. What was skipped or cancelled was
   * not sent.
   */
  static final String COUNT =
      """
      with counted as (
        select tenant, sum(segments)::int8 as segments from (
          select tenant, state, segments from counters where hour >= ? and hour < ?
          union all
          select tenant, state, segments from UNFOLDED and hour >= ? and hour < ?) c
        where state not in ('SKIPPED', 'CANCELLED') and tenant not like '%~test'
        group by tenant having sum(segments) > 0),
      written as (
        insert into tenant_usage as u (day, tenant, segments)
        select ?, tenant, segments from counted order by tenant
        on conflict (day, tenant) do update set segments = excluded.segments
        where u.segments <> excluded.segments),
      removed as (
        delete from tenant_usage u
        where u.day = ? and not exists (select 1 from counted c where c.tenant = u.tenant))
      insert into usage_days (day, tried_at, counted_at)
      values (?, statement_timestamp(), statement_timestamp())
      on conflict (day) do update set tried_at = excluded.tried_at, counted_at = excluded.counted_at
      """
          .replace("UNFOLDED", CounterStore.UNFOLDED);

  /** At most one row for each day and tenant is read. */
  private static final String MONTH =
      """
      with t as (select date_trunc('month', TODAY::timestamp)::date as month),
      days as (select month, (month + interval '1 month')::date as month_end from t)
      select d.month, clock_timestamp() as read_at,
        (select max(counted_at) from usage_days where day >= d.month and day < d.month_end)
          as counted_at,
        u.tenant, u.segments
      from days d left join lateral (
        select tenant, sum(segments)::int8 as segments from tenant_usage
        where day >= d.month and day < d.month_end group by tenant) u on true
      """
          .replace("TODAY", TODAY);

  private final JdbcTemplate jdbc;

  public UsageStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * The days to count now.
   *
   * @param recent today, and the day before if that was not counted in the last minute
   * @param earlier another day of the month, whose last count is the longest ago; null if all were
   *     counted in the last ten minutes
   */
  public record Due(List<LocalDate> recent, @Nullable LocalDate earlier) {
    public Due {
      recent = List.copyOf(recent);
    }
  }

  /**
   * What tenants have used in a month.
   *
   * @param segments by tenant; those who used none are missing
   * @param countedAt when the month was last counted; null if it never was
   * @param readAt when this was read, by the same clock
   */
  public record Month(
      YearMonth month, Map<String, Long> segments, @Nullable Instant countedAt, Instant readAt) {
    public Month {
      segments = Map.copyOf(segments);
    }
  }

  /** Returns the days that must be counted now. */
  public Due due() {
    return due(null);
  }

  /**
   * @param today null = that of PostgreSQL
   */
  Due due(@Nullable LocalDate today) {
    return Objects.requireNonNull(
        jdbc.queryForObject(DUE, (row, _) -> dueOf(row), new @Nullable Object[] {today}));
  }

  private static Due dueOf(ResultSet row) throws SQLException {
    LocalDate today = row.getObject("today", LocalDate.class);
    return new Due(
        row.getBoolean("before_due") ? List.of(today, today.minusDays(1)) : List.of(today),
        row.getObject("earlier", LocalDate.class));
  }

  /** Notes that a day is going to be counted. If that fails, other days are tried before it. */
  public void begin(LocalDate day) {
    jdbc.update(
        """
        insert into usage_days (day, tried_at) values (?, clock_timestamp())
        on conflict (day) do update set tried_at = excluded.tried_at
        """,
        day);
  }

  /** Counts what tenants have used on a day of UTC, in one statement. */
  public void count(LocalDate day) {
    OffsetDateTime from = day.atStartOfDay().atOffset(ZoneOffset.UTC);
    OffsetDateTime to = from.plusDays(1);
    long addedUntil = CounterStore.addedUntil(jdbc);
    jdbc.update(COUNT, from, to, addedUntil, from, to, day, day, day);
  }

  /** Returns what tenants have used in the current month, in one statement. */
  public Month month() {
    return month(null);
  }

  /**
   * @param today null = that of PostgreSQL
   */
  Month month(@Nullable LocalDate today) {
    ResultSetExtractor<Month> all = UsageStore::monthOf;
    return Objects.requireNonNull(jdbc.query(MONTH, all, new @Nullable Object[] {today}));
  }

  private static Month monthOf(ResultSet row) throws SQLException {
    Map<String, Long> segments = new HashMap<>();
    LocalDate month = LocalDate.EPOCH;
    Instant countedAt = null;
    Instant readAt = Instant.MIN;
    // There is one row at least.
    while (row.next()) {
      month = row.getObject("month", LocalDate.class);
      countedAt = PgInstants.getNullable(row, "counted_at");
      readAt = PgInstants.get(row, "read_at");
      String tenant = row.getString("tenant");
      if (tenant != null) {
        segments.put(tenant, row.getLong("segments"));
      }
    }
    return new Month(YearMonth.from(month), segments, countedAt, readAt);
  }

  /** Deletes days that are older than 400 days. */
  public void deleteOld() {
    for (String table : List.of("tenant_usage", "usage_days")) {
      jdbc.update(
          "delete from "
              + table
              + " where day < (clock_timestamp() at time zone 'UTC')::date - "
              + KEPT_DAYS);
    }
  }
}
