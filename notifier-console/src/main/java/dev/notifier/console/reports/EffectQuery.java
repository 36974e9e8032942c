package dev.notifier.console.reports;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.FormProblems.Problem;
import dev.notifier.console.layout.Page;
import dev.notifier.console.web.BadFormException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which effect a report is about, and which days, as they were chosen.
 *
 * @param from the first day, as typed
 * @param to the last day, as typed
 */
record EffectQuery(String name, String from, String to) {
  private static final int DAYS = 90;

  /** What was chosen; without a choice, the last days that are counted. */
  static EffectQuery of(EffectView effect, @Nullable String from, @Nullable String to) {
    LocalDate end = LocalDate.parse(effect.countedTo());
    LocalDate first = end.minusDays(DAYS);
    LocalDate counted = LocalDate.parse(effect.countedFrom());
    return new EffectQuery(
        effect.name(),
        from == null ? (counted.isAfter(first) ? counted : first).toString() : from.strip(),
        to == null ? end.minusDays(1).toString() : to.strip());
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
    return ApiPath.of("/v1/reports/effect")
        .with("name", name)
        .with("from", ReportDays.of(from).toString())
        .with("to", ReportDays.of(to).plusDays(1).toString());
  }

  /** The query of the page, for links; both days must be days. */
  String query() {
    return "name=" + name + "&from=" + ReportDays.of(from) + "&to=" + ReportDays.of(to);
  }
}
