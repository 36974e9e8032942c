package dev.notifier.console.reports;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.FormProblems.Problem;
import dev.notifier.console.layout.Page;
import dev.notifier.console.text.Formats;
import dev.notifier.console.web.BadFormException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report of messages is about, as it was chosen.
 *
 * @param from the first day, as typed
 * @param to the last day, as typed
 * @param by what the rows differ in, beside the time
 */
record ReportQuery(String from, String to, String interval, List<String> by) {
  /** How long the time of a row can be. */
  static final List<String> INTERVALS = List.of("month", "day", "hour");

  /** What rows can differ in. */
  static final List<String> GROUPS =
      List.of("state", "route", "template", "reason", "eventType", "lane");

  /** What was chosen; without a choice, this month by day and state. */
  static ReportQuery of(
      @Nullable String from,
      @Nullable String to,
      @Nullable String interval,
      @Nullable List<String> by,
      Instant now) {
    LocalDate today = Formats.dayOf(now);
    List<String> known = by == null ? List.of() : by.stream().filter(GROUPS::contains).toList();
    return new ReportQuery(
        from == null ? today.withDayOfMonth(1).toString() : from.strip(),
        to == null ? today.toString() : to.strip(),
        interval == null || !INTERVALS.contains(interval) ? "day" : interval,
        known.isEmpty() ? List.of("state") : known);
  }

  FormProblems problems(Page page) {
    List<Problem> problems = new ArrayList<>();
    if (ReportDays.find(from) == null) {
      problems.add(new Problem("from", page.t("reports.no-day")));
    }
    if (ReportDays.find(to) == null) {
      problems.add(new Problem("to", page.t("reports.no-day")));
    }
    return new FormProblems(problems, null);
  }

  /**
   * The request. The last day is a part of the report.
   *
   * @throws BadFormException if one of both is no day
   */
  ApiPath path() {
    return ApiPath.of("/v1/reports/messages")
        .with("from", Formats.begin(ReportDays.of(from)).toString())
        .with("to", Formats.begin(ReportDays.of(to).plusDays(1)).toString())
        .with("interval", interval)
        .with("groupBy", String.join(",", by));
  }

  /** The query of the page, for links. */
  String query() {
    StringBuilder query = new StringBuilder();
    query.append("from=").append(ReportDays.of(from)).append("&to=").append(ReportDays.of(to));
    query.append("&interval=").append(interval);
    by.forEach(group -> query.append("&by=").append(group));
    return query.toString();
  }
}
