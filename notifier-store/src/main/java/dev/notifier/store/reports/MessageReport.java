package dev.notifier.store.reports;

import dev.notifier.store.PgInstants;
import dev.notifier.store.counters.CounterStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How many notifications of a tenant were planned in each hour, day or month, by what they have in
 * common. Reads the counters, so it is exact, contains no personal data and also knows deleted
 * notifications. Thread-safe.
 */
public final class MessageReport {
  /** Days and months are those of Vietnam, as in the invoices of carriers. */
  public static final String ZONE = "Asia/Ho_Chi_Minh";

  private static final String ROWS =
      """
      select date_trunc('INTERVAL', hour, 'ZONE') as period, COLUMNS
        sum(number)::int8 as number, sum(segments)::int8 as segments
      from (
        select hour, COLUMNS number, segments from counters where WANTED
        union all
        select hour, COLUMNS number, segments from UNFOLDED and WANTED) c
      group by COLUMNS date_trunc('INTERVAL', hour, 'ZONE')
      having sum(number) <> 0 or sum(segments) <> 0
      order by period ORDER limit ?
      """
          .replace("ZONE", ZONE);

  private final JdbcTemplate jdbc;

  public MessageReport(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /** How long the time of a row is. */
  public enum Interval {
    HOUR,
    DAY,
    MONTH
  }

  /**
   * What to count.
   *
   * @param from the first hour of planning, a full hour in UTC
   * @param to the end, exclusive; a full hour. All hours between are read
   * @param groupBy what the rows differ in, beside the time; in this order
   * @param filters the wanted value of columns; an empty text selects notifications without one
   */
  public record Query(
      String tenant,
      Instant from,
      Instant to,
      Interval interval,
      SequencedSet<ReportColumn> groupBy,
      Map<ReportColumn, String> filters) {
    public Query {
      groupBy = new LinkedHashSet<>(groupBy);
      filters = new EnumMap<>(filters.isEmpty() ? new EnumMap<>(ReportColumn.class) : filters);
    }
  }

  /**
   * A row of the report.
   *
   * @param period the begin of the hour, day or month; before {@code from} if that is in the middle
   * @param values of the columns in the order of the query; empty if notifications have none
   * @param number of notifications
   * @param segments of their messages
   */
  public record Row(Instant period, List<String> values, long number, long segments) {}

  /**
   * Counts, by time and then by the values of the columns.
   *
   * @param maxRows the most rows
   */
  public List<Row> rows(Query query, int maxRows) {
    List<String> columns = query.groupBy().stream().map(ReportColumn::column).toList();
    String listed = columns.stream().map(column -> column + ", ").collect(Collectors.joining());
    String ordered = columns.stream().map(column -> ", " + column).collect(Collectors.joining());
    String wanted =
        "hour >= ? and hour < ? and tenant = ?"
            + query.filters().keySet().stream()
                .map(column -> " and " + column.column() + " = ?")
                .collect(Collectors.joining());
    String sql =
        ROWS.replace("INTERVAL", query.interval().name().toLowerCase(Locale.ROOT))
            .replace("COLUMNS", listed)
            .replace("ORDER", ordered)
            .replace("UNFOLDED", CounterStore.UNFOLDED)
            .replace("WANTED", wanted);
    List<Object> values = new ArrayList<>(wanted(query));
    values.add(CounterStore.addedUntil(jdbc));
    values.addAll(wanted(query));
    values.add(maxRows);
    return jdbc.query(sql, (row, _) -> row(row, columns), values.toArray());
  }

  private static List<Object> wanted(Query query) {
    List<Object> values = new ArrayList<>();
    values.add(query.from().atOffset(ZoneOffset.UTC));
    values.add(query.to().atOffset(ZoneOffset.UTC));
    values.add(query.tenant());
    values.addAll(query.filters().values());
    return values;
  }

  private static Row row(ResultSet row, List<String> columns) throws SQLException {
    List<String> values = new ArrayList<>();
    for (String column : columns) {
      values.add(row.getString(column));
    }
    return new Row(
        PgInstants.get(row, "period"), values, row.getLong("number"), row.getLong("segments"));
  }
}
