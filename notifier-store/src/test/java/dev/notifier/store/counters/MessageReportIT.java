package dev.notifier.store.counters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.reports.MessageReport;
import dev.notifier.store.reports.MessageReport.Interval;
import dev.notifier.store.reports.MessageReport.Query;
import dev.notifier.store.reports.ReportColumn;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reports are what a count of all notifications gives. */
class MessageReportIT {
  /** The begin of a month in Vietnam, in the middle of a day in UTC. */
  private static final Instant FROM = Instant.parse("2026-10-31T17:00:00Z");

  private static final Instant TO = Instant.parse("2026-11-30T17:00:00Z");

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final MessageReport report = new MessageReport(database.dataSource());

  @BeforeEach
  void store() {
    jdbc.execute("create table notifications_default partition of notifications default");
    jdbc.update(
        CounterDeltas.countInserted(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, route,
              template_id, segments, state, reason, accepted_at, planned_at)
            select uuidv7(timestamptz '2026-10-31 15:30:00Z' + n * interval '37 minutes' - now()),
              case when n % 5 = 0 then 'other' else 't' end, '/s', n::text, 'type.' || n % 3,
              case when n % 2 = 0 then 'NORMAL' else 'BULK' end,
              case when n % 7 <> 0 then 'route-' || n % 4 end, 'template-' || n % 2, n % 3,
              case when n % 7 <> 0 then 'DELIVERED' else 'SKIPPED' end,
              case when n % 7 = 0 then 'NO_TEMPLATE' end, now(), now()
            from generate_series(1, 1300) n
            """));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource(Interval.class)
  void aReportIsWhatACountOfAllRowsGives(Interval interval) {
    List<String> before = rows(interval, Map.of(), ReportColumn.values());
    assertThat(before).isEqualTo(counted(interval, "true", ReportColumn.values())).isNotEmpty();

    CounterFolding folding = new CounterFolding(database.dataSource());
    folding.fold(300);
    assertThat(rows(interval, Map.of(), ReportColumn.values())).isEqualTo(before);
    while (folding.fold(1_000) > 0) {
      // the next page
    }
    assertThat(rows(interval, Map.of(), ReportColumn.values())).isEqualTo(before);
  }

  @Test
  void aMonthIsThatOfVietnam() {
    assertThat(rows(Interval.MONTH, Map.of()))
        .isEqualTo(counted(Interval.MONTH, "true"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith(FROM.toString());
  }

  @Test
  void filtersAndColumnsAreCombined() {
    assertThat(
            rows(
                Interval.DAY,
                Map.of(ReportColumn.ROUTE, "", ReportColumn.TYPE, "type.1"),
                ReportColumn.REASON,
                ReportColumn.STATE))
        .isEqualTo(
            counted(
                Interval.DAY,
                "route is null and type = 'type.1'",
                ReportColumn.REASON,
                ReportColumn.STATE))
        .isNotEmpty();
  }

  @Test
  void theNumberOfRowsIsLimited() {
    Query query = new Query("t", FROM, TO, Interval.HOUR, new LinkedHashSet<>(), Map.of());
    assertThat(report.rows(query, 7)).hasSize(7);
  }

  private List<String> rows(
      Interval interval, Map<ReportColumn, String> filters, ReportColumn... columns) {
    SequencedSet<ReportColumn> groupBy = new LinkedHashSet<>(List.of(columns));
    return report.rows(new Query("t", FROM, TO, interval, groupBy, filters), 10_000).stream()
        .map(row -> row.period() + " " + row.values() + " " + row.number() + " " + row.segments())
        .toList();
  }

  private List<String> counted(Interval interval, String where, ReportColumn... columns) {
    String listed =
        List.of(columns).stream()
            .map(MessageReportIT::column)
            .map(column -> ", coalesce(" + column + ", '')")
            .collect(Collectors.joining());
    String values = columns.length == 0 ? "'[]'" : "'[' || concat_ws(', '" + listed + ") || ']'";
    return jdbc.query(
        """
        select date_trunc('%s', hour_of(id), 'Asia/Ho_Chi_Minh') as period, %s as cells, count(*),
          sum(segments)
        from notifications
        where tenant = 't' and hour_of(id) >= ?::timestamptz and hour_of(id) < ?::timestamptz
          and %s
        group by period%s order by period%s
        """
            .formatted(interval.name().toLowerCase(Locale.ROOT), values, where, listed, listed),
        (row, _) ->
            row.getTimestamp(1).toInstant()
                + " "
                + row.getString(2)
                + " "
                + row.getLong(3)
                + " "
                + row.getLong(4),
        FROM.toString(),
        TO.toString());
  }

  private static String column(ReportColumn column) {
    return column == ReportColumn.TEMPLATE ? "template_id" : column.name().toLowerCase(Locale.ROOT);
  }
}
