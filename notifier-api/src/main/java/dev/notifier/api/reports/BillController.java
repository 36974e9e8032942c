package dev.notifier.api.reports;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.http.WorkLimit;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.config.RouteRecord;
import dev.notifier.config.prices.RoutePrices;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.reports.MonthlyBill;
import dev.notifier.store.reports.SentSegmentStore;
import dev.notifier.store.reports.SentSegmentStore.Day;
import dev.notifier.store.routes.RouteStore;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the segments of a month cost. */
@RestController
final class BillController {
  /** What is read of a month: days, routes, senders, categories, types and templates. */
  private static final int MAX_LINES = 100_000;

  private static final Pattern MONTH = Pattern.compile("20[0-9]{2}-[0-9]{2}");

  private final SentSegmentStore segments;
  private final RouteStore routes;
  private final WorkLimit work;

  BillController(SentSegmentStore segments, RouteStore routes, WorkLimit work) {
    this.segments = segments;
    this.routes = routes;
    this.work = work;
  }

  @GetMapping("/v1/reports/bill")
  @RequiresScope(Scope.REPORTS_READ)
  ResponseEntity<Object> bill(
      @RequestParam(required = false) @Nullable String month,
      @RequestParam(required = false) @Nullable String groupBy,
      @RequestParam(required = false) @Nullable String format,
      HttpServletRequest request) {
    boolean csv = ReportParameters.isCsv(format);
    YearMonth wanted = month(month);
    List<BillColumn> columns =
        List.copyOf(
            ReportParameters.list(
                "groupBy",
                groupBy == null ? "route,category" : groupBy,
                List.of(BillColumn.values()),
                BillColumn::id));
    String tenant = Caller.of(request).tenant();
    BillDocument bill =
        work.call(() -> BillDocument.of(tenant, wanted, columns, lines(wanted, tenant)));
    if (bill.rows().size() > MessageReportController.MAX_ROWS) {
      throw new ProblemException(ErrorCode.REPORT_TOO_LARGE);
    }
    return csv ? bill.table(columns).response("bill-" + wanted + ".csv") : ResponseEntity.ok(bill);
  }

  private List<MonthlyBill.Line> lines(YearMonth month, String tenant) {
    List<Day> days = StoreAccess.call(() -> segments.days(month, tenant, MAX_LINES + 1));
    if (days.size() > MAX_LINES) {
      throw new ProblemException(ErrorCode.REPORT_TOO_LARGE);
    }
    Map<String, RoutePrices> prices = new HashMap<>();
    for (RouteRecord route : StoreAccess.call(routes::all)) {
      prices.put(route.name(), route.settings().costs());
    }
    return MonthlyBill.of(days, prices);
  }

  private static YearMonth month(@Nullable String value) {
    if (value != null && MONTH.matcher(value).matches()) {
      try {
        return YearMonth.parse(value);
      } catch (DateTimeException e) {
        // The same as another form.
      }
    }
    throw ReportParameters.invalid("month is missing or invalid. Send a month such as 2026-12.");
  }
}
