package dev.notifier.api.reports;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.effects.EffectColumn;
import dev.notifier.store.effects.EffectReport;
import dev.notifier.store.effects.StoredEffect;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The report about an effect. */
@RestController
final class EffectReportController {
  private static final int MAX_DAYS = 366;

  private final EffectService effects;
  private final EffectReport report;
  private final WorkLimit work;

  EffectReportController(EffectService effects, EffectReport report, WorkLimit work) {
    this.effects = effects;
    this.report = report;
    this.work = work;
  }

  @GetMapping("/v1/reports/effect")
  @RequiresScope(Scope.REPORTS_READ)
  ResponseEntity<Object> effect(
      @RequestParam(required = false) @Nullable String name,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String groupBy,
      @RequestParam(required = false) @Nullable String format,
      HttpServletRequest request) {
    boolean csv = ReportParameters.isCsv(format);
    Caller caller = Caller.of(request);
    if (name == null) {
      throw ReportParameters.invalid(
          "name is missing. Send the name of an effect that GET /v1/reports/effects lists.");
    }
    LocalDate first = ReportParameters.day("from", from);
    LocalDate end = ReportParameters.day("to", to);
    if (!first.isBefore(end)) {
      throw ReportParameters.invalid("to is not after from. Send a later one.");
    }
    if (first.plusDays(MAX_DAYS).isBefore(end)) {
      throw ReportParameters.invalid(
          "The range is longer than " + MAX_DAYS + " days. Send several requests.");
    }
    List<EffectColumn> columns =
        List.copyOf(
            ReportParameters.list(
                "groupBy",
                groupBy == null ? "template,version,locale,audience" : groupBy,
                List.of(EffectColumn.values()),
                EffectReportDocument::name));
    EffectReportDocument document = work.call(() -> read(caller, name, first, end, columns));
    return csv
        ? document.table(columns).response("effect-" + document.name() + ".csv")
        : ResponseEntity.ok(document);
  }

  private EffectReportDocument read(
      Caller caller, String name, LocalDate from, LocalDate to, List<EffectColumn> columns) {
    StoredEffect stored = effects.stored(caller, name);
    LocalDate counted = stored.nextDay().isBefore(to) ? stored.nextDay() : to;
    EffectReport.Query query =
        new EffectReport.Query(caller.tenant(), name, from, counted, new LinkedHashSet<>(columns));
    List<EffectReport.Row> rows =
        StoreAccess.call(() -> report.rows(query, MessageReportController.MAX_ROWS + 1));
    if (rows.size() > MessageReportController.MAX_ROWS) {
      throw new ProblemException(ErrorCode.REPORT_TOO_LARGE);
    }
    long delivered = StoreAccess.call(() -> report.delivered(query));
    List<LocalDate> notCounted = StoreAccess.call(() -> report.notCounted(query));
    return EffectReportDocument.of(
        new EffectReportDocument.Asked(caller.tenant(), stored, from, to),
        new EffectReportDocument.Days(delivered, notCounted),
        columns,
        rows);
  }
}
