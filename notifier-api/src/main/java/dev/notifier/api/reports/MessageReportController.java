package dev.notifier.api.reports;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.reports.MessageReport;
import dev.notifier.store.reports.MessageReport.Interval;
import dev.notifier.store.reports.MessageReport.Query;
import dev.notifier.store.reports.ReportColumn;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The report about messages. */
@RestController
final class MessageReportController {
  static final int MAX_ROWS = 10_000;

  private final MessageReport report;
  private final WorkLimit work;

  MessageReportController(MessageReport report, WorkLimit work) {
    this.report = report;
    this.work = work;
  }

  @GetMapping("/v1/reports/messages")
  @RequiresScope(Scope.REPORTS_READ)
  ResponseEntity<Object> messages(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String interval,
      @RequestParam(required = false) @Nullable String groupBy,
      @RequestParam(required = false) @Nullable String eventType,
      @RequestParam(required = false) @Nullable String template,
      @RequestParam(required = false) @Nullable String route,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String reason,
      @RequestParam(required = false) @Nullable String format,
      HttpServletRequest request) {
    boolean csv = ReportParameters.isCsv(format);
    Map<ReportColumn, String> filters = new EnumMap<>(ReportColumn.class);
    filter(filters, ReportColumn.TYPE, eventType);
    filter(filters, ReportColumn.TEMPLATE, template);
    filter(filters, ReportColumn.ROUTE, route);
    filter(filters, ReportColumn.STATE, state);
    filter(filters, ReportColumn.REASON, reason);
    Query query =
        checked(
            new Query(
                Caller.of(request).tenant(),
                ReportParameters.hour("from", from),
                ReportParameters.hour("to", to),
                interval == null
                    ? Interval.DAY
                    : ReportParameters.choice("interval", interval, Interval.values()),
                ReportParameters.list(
                    "groupBy",
                    groupBy == null ? "state" : groupBy,
                    List.of(ReportColumn.values()),
                    MessageReportDocument::name),
                filters));
    List<MessageReport.Row> rows =
        work.call(() -> StoreAccess.call(() -> report.rows(query, MAX_ROWS + 1)));
    if (rows.size() > MAX_ROWS) {
      throw new ProblemException(ErrorCode.REPORT_TOO_LARGE);
    }
    return csv
        ? MessageReportDocument.table(query, rows).response("messages.csv")
        : ResponseEntity.ok(MessageReportDocument.of(query, rows));
  }

  private static void filter(
      Map<ReportColumn, String> filters, ReportColumn column, @Nullable String value) {
    if (value != null) {
      filters.put(column, ReportParameters.value(MessageReportDocument.name(column), value));
    }
  }

  private static Query checked(Query query) {
    Instant first = query.from();
    if (!first.isBefore(query.to())) {
      throw ReportParameters.invalid("to is not after from. Send a later one.");
    }
    int days = maxDays(query.interval());
    if (first.plus(Duration.ofDays(days)).isBefore(query.to())) {
      throw ReportParameters.invalid(
          "The range is longer than " + days + " days for this interval. Send several requests.");
    }
    return query;
  }

  /** A report reads every counter of its hours. */
  private static int maxDays(Interval interval) {
    return switch (interval) {
      case HOUR -> 31;
      case DAY -> 92;
      case MONTH -> 366;
    };
  }
}
