package dev.notifier.store.reports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The segments that carriers have accepted, by the hour of their submission. Transactions that
 * write notifications append what they have added; it is read together with the sums, so these are
 * exact at any moment. Contains no personal data. Thread-safe.
 */
public final class SentSegmentStore {
  private static final ZoneId ZONE = ZoneId.of(MessageReport.ZONE);

  private static final String KEY = "hour, tenant, route, sender, category, type, template";

  /** Adds and deletes in one statement, so each delta is added exactly once. */
  private static final String FOLD =
      """
      with page as (
        delete from sent_segment_deltas where ctid = any(array(
          select ctid from sent_segment_deltas limit ? for update skip locked))
        returning *),
      folded as (
        insert into sent_segments as s (KEY, segments)
        select KEY, sum(segments) from page group by KEY order by KEY
        on conflict (KEY) do update set segments = s.segments + excluded.segments)
      select count(*) from page
      """
          .replace("KEY", KEY);

  private static final String DAYS =
      """
      select (hour at time zone 'ZONE')::date as day, route, sender, category,
        case when tenant = ? then type else '' end as type,
        case when tenant = ? then template else '' end as template,
        sum(segments)::int8 as segments,
        coalesce(sum(segments) filter (where ?::text is null or tenant = ?), 0)::int8 as selected
      from (
        select KEY, segments from sent_segments where hour >= ? and hour < ?
        union all
        select KEY, segments from sent_segment_deltas where hour >= ? and hour < ?) s
      group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6 limit ?
      """
          .replace("KEY", KEY)
          .replace("ZONE", MessageReport.ZONE);

  private final JdbcTemplate jdbc;

  public SentSegmentStore(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * The segments of a day.
   *
   * @param day in Vietnam
   * @param sender empty for that of the route
   * @param category of the event type; empty if it was unknown
   * @param type empty for the segments of other tenants than the selected one
   * @param template the same
   * @param segments of all tenants
   * @param selected of the selected tenant
   */
  public record Day(
      LocalDate day,
      String route,
      String sender,
      String category,
      String type,
      String template,
      long segments,
      long selected) {}

  /**
   * Adds the next deltas to the sums.
   *
   * @param maxDeltas the most deltas, from 1
   * @return how many were added
   */
  public int fold(int maxDeltas) {
    Integer folded = jdbc.queryForObject(FOLD, Integer.class, maxDeltas);
    return folded == null ? 0 : folded;
  }

  /**
   * Returns the segments of a month, by day and what they have in common.
   *
   * @param month in Vietnam
   * @param tenant the selected tenant; null selects all
   * @param maxRows the most rows
   */
  public List<Day> days(YearMonth month, @Nullable String tenant, int maxRows) {
    Object from = month.atDay(1).atStartOfDay(ZONE).toOffsetDateTime();
    Object to = month.plusMonths(1).atDay(1).atStartOfDay(ZONE).toOffsetDateTime();
    return jdbc.query(
        DAYS, (row, _) -> day(row), tenant, tenant, tenant, tenant, from, to, from, to, maxRows);
  }

  private static Day day(ResultSet row) throws SQLException {
    return new Day(
        row.getObject("day", LocalDate.class),
        row.getString("route"),
        row.getString("sender"),
        row.getString("category"),
        row.getString("type"),
        row.getString("template"),
        row.getLong("segments"),
        row.getLong("selected"));
  }

  /**
   * Deletes the sums of old hours, the oldest first.
   *
   * @param before the first hour to keep
   * @param maxRows the most rows
   * @return how many were deleted
   */
  public int deleteHours(Instant before, int maxRows) {
    return jdbc.update(
        """
        delete from sent_segments where (KEY) in (
          select KEY from sent_segments where hour < ? order by KEY limit ? for update skip locked)
        """
            .replace("KEY", KEY),
        before.atOffset(ZoneOffset.UTC),
        maxRows);
  }
}
