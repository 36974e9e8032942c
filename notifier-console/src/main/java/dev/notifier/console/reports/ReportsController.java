package dev.notifier.console.reports;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Download;
import dev.notifier.console.web.Html;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The reports of messages and of their cost, each also as a file. */
@Controller
final class ReportsController {
  private static final ApiPath BILL = ApiPath.of("/v1/reports/bill");

  private final Pages pages;
  private final InstantSource clock;

  ReportsController(Pages pages, InstantSource clock) {
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/reports")
  Html messages(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String interval,
      @RequestParam(required = false) @Nullable List<String> by,
      ConsoleRequest request) {
    Page page = pages.of(request, "reports.title");
    ReportQuery query = ReportQuery.of(from, to, interval, by, clock.instant());
    FormProblems problems = query.problems(page);
    Optional<MessageReportView> report = Optional.empty();
    if (problems.isEmpty()) {
      try {
        report = Optional.of(request.api().get(query.path(), MessageReportView.class));
      } catch (ApiException e) {
        problems = FormProblems.of(page, e.problem());
      }
    }
    return html(page, query, report, problems);
  }

  private static Html html(
      Page page, ReportQuery query, Optional<MessageReportView> report, FormProblems problems) {
    Html.Template template =
        (out, none) -> JtemessagesGenerated.render(out, none, page, query, report, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  @Download
  @GetMapping("/reports/messages.csv")
  void messagesFile(
      @RequestParam String from,
      @RequestParam String to,
      @RequestParam String interval,
      @RequestParam List<String> by,
      ConsoleRequest request,
      HttpServletResponse response)
      throws IOException {
    ReportQuery query = ReportQuery.of(from, to, interval, by, clock.instant());
    CsvFile.send(
        query.path().with("format", "csv"), "messages", clock.instant(), request, response);
  }

  @GetMapping("/reports/bill")
  Html bill(
      @RequestParam(required = false) @Nullable String month,
      @RequestParam(required = false) @Nullable String by,
      ConsoleRequest request) {
    Page page = pages.of(request, "reports.bill-title");
    String chosen = BillReport.month(month, clock.instant());
    List<String> months = BillReport.months(clock.instant());
    BillReport bill = request.api().get(billPath(chosen, group(by)), BillReport.class);
    return Html.of(
        (out, none) -> JtebillGenerated.render(out, none, page, bill, months, group(by)));
  }

  @Download
  @GetMapping("/reports/bill.csv")
  void billFile(
      @RequestParam String month,
      @RequestParam String by,
      ConsoleRequest request,
      HttpServletResponse response)
      throws IOException {
    String chosen = BillReport.month(month, clock.instant());
    CsvFile.send(
        billPath(chosen, group(by)).with("format", "csv"),
        "bill-" + chosen,
        clock.instant(),
        request,
        response);
  }

  private static ApiPath billPath(String month, String by) {
    return BILL.with("month", month).with("groupBy", by);
  }

  private static String group(@Nullable String by) {
    return by != null && BillReport.GROUPS.contains(by) ? by : BillReport.GROUPS.getFirst();
  }
}
