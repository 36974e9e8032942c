package dev.notifier.api.reports;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.store.reports.MessageReport;
import dev.notifier.store.reports.ReportColumn;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many notifications were planned, by time and what they have in common.
 *
 * @param from the first hour
 * @param to the end, exclusive
 * @param interval hour, day or month
 */
record MessageReportDocument(
    String tenant,
    Instant from,
    Instant to,
    String interval,
    List<String> groupBy,
    List<Row> rows) {
  private static final ZoneId ZONE = ZoneId.of(MessageReport.ZONE);

  /**
   * A row. What the report is not grouped by is missing; a text is empty if the notifications have
   * none.
   *
   * @param time the begin of the hour, day or month, in the time of Vietnam
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      OffsetDateTime time,
      @Nullable String eventType,
      @Nullable String template,
      @Nullable String route,
      @Nullable String lane,
      @Nullable String state,
      @Nullable String reason,
      long number,
      long segments) {
    static Row of(MessageReport.Row row, List<ReportColumn> columns) {
      return new Row(
          begin(row),
          value(row, columns, ReportColumn.TYPE),
          value(row, columns, ReportColumn.TEMPLATE),
          value(row, columns, ReportColumn.ROUTE),
          value(row, columns, ReportColumn.LANE),
          value(row, columns, ReportColumn.STATE),
          value(row, columns, ReportColumn.REASON),
          row.number(),
          row.segments());
    }

    private static @Nullable String value(
        MessageReport.Row row, List<ReportColumn> columns, ReportColumn column) {
      int index = columns.indexOf(column);
      return index < 0 ? null : row.values().get(index);
    }
  }

  private static OffsetDateTime begin(MessageReport.Row row) {
    return row.period().atZone(ZONE).toOffsetDateTime();
  }

  static MessageReportDocument of(MessageReport.Query query, List<MessageReport.Row> rows) {
    List<ReportColumn> columns = List.copyOf(query.groupBy());
    return new MessageReportDocument(
        query.tenant(),
        query.from(),
        query.to(),
        query.interval().name().toLowerCase(Locale.ROOT),
        columns.stream().map(MessageReportDocument::name).toList(),
        rows.stream().map(row -> Row.of(row, columns)).toList());
  }

  static CsvTable table(MessageReport.Query query, List<MessageReport.Row> rows) {
    List<String> names = new ArrayList<>(List.of("time", "tenant"));
    query.groupBy().forEach(column -> names.add(name(column)));
    names.addAll(List.of("number", "segments"));
    CsvTable table = new CsvTable(names);
    for (MessageReport.Row row : rows) {
      List<Object> cells = new ArrayList<>(List.of(begin(row), query.tenant()));
      cells.addAll(row.values());
      cells.addAll(List.of(row.number(), row.segments()));
      table.add(cells);
    }
    return table;
  }

  /** The name of a column in requests and responses. */
  static String name(ReportColumn column) {
    return column == ReportColumn.TYPE ? "eventType" : column.name().toLowerCase(Locale.ROOT);
  }
}
