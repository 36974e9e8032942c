package dev.notifier.console.reports;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.live.LivePages;
import dev.notifier.console.live.LiveView;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Download;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Files of many messages, which a job writes. */
@Controller
final class ExportsPagesController {
  private static final String TITLE = "reports.export-title";

  private final Pages pages;
  private final LivePages live;
  private final InstantSource clock;

  ExportsPagesController(Pages pages, LivePages live, InstantSource clock) {
    this.pages = pages;
    this.live = live;
    this.clock = clock;
  }

  @GetMapping("/reports/exports")
  Html form(ConsoleRequest request) {
    return form(request, ExportForm.empty(clock.instant()), FormProblems.none());
  }

  @PostMapping("/reports/exports")
  Object order(Form form, ConsoleRequest request) {
    ExportForm typed = ExportForm.of(form);
    Page page = pages.of(request, TITLE);
    FormProblems problems = typed.problems(page);
    if (problems.isEmpty()) {
      try {
        SecondFactorForm.giveIfTyped(request, form);
        ExportView ordered =
            request.api().post(ApiPath.of("/v1/exports"), typed.order(), ExportView.class);
        return request.redirect("reports/exports/" + ordered.exportId());
      } catch (ApiException e) {
        problems = FormProblems.of(page, e.problem());
      }
    }
    return form(request, typed, problems);
  }

  private Html form(ConsoleRequest request, ExportForm typed, FormProblems problems) {
    Page page = pages.of(request, TITLE);
    // Also listing exports needs a fresh second factor.
    ExportView.All exports =
        page.needsCode()
            ? ExportView.All.NONE
            : request.api().get(ApiPath.of("/v1/exports"), ExportView.All.class);
    return html(
        problems,
        (out, none) -> JteexportsGenerated.render(out, none, page, exports, typed, problems));
  }

  /** Also reading an export needs a fresh second factor. */
  @GetMapping("/reports/exports/{id}")
  Html one(@PathVariable String id, ConsoleRequest request) {
    Page page = pages.of(request, TITLE);
    return page.needsCode()
        ? code(page, id, FormProblems.none())
        : one(id, request, FormProblems.none());
  }

  @PostMapping("/reports/exports/{id}/code")
  Object giveCode(@PathVariable String id, Form form, ConsoleRequest request) {
    try {
      SecondFactorForm.giveIfTyped(request, form);
      return request.redirect("reports/exports/" + id);
    } catch (ApiException e) {
      Page page = pages.of(request, TITLE);
      return code(page, id, FormProblems.of(page, e.problem()));
    }
  }

  private static Html code(Page page, String id, FormProblems problems) {
    return html(
        problems, (out, none) -> JteexportcodeGenerated.render(out, none, page, id, problems));
  }

  private Html one(String id, ConsoleRequest request, FormProblems problems) {
    ExportView export = read(id, request);
    LiveView view = live.view(ExportTopic.one(export.exportId()), request);
    Page page = pages.of(request, TITLE);
    return html(
        problems,
        (out, none) -> JteexportGenerated.render(out, none, page, export, view, problems));
  }

  @PostMapping("/reports/exports/{id}/delete")
  Object delete(@PathVariable String id, Form form, ConsoleRequest request) {
    try {
      SecondFactorForm.giveIfTyped(request, form);
      request.api().send("DELETE", path(id), null, null);
      return request.redirect("reports/exports?notice=reports.deleted");
    } catch (ApiException e) {
      return one(id, request, FormProblems.of(pages.of(request, TITLE), e.problem()));
    }
  }

  @Download
  @GetMapping("/reports/exports/{id}/file")
  void file(@PathVariable String id, ConsoleRequest request, HttpServletResponse response)
      throws IOException {
    ExportView export = read(id, request);
    CsvFile.send(
        ApiPath.of("/v1/exports/{}/file", id),
        "export",
        Objects.requireNonNullElse(export.completedAt(), export.createdAt()),
        request,
        response);
  }

  private static ExportView read(String id, ConsoleRequest request) {
    return request.api().get(path(id), ExportView.class);
  }

  private static ApiPath path(String id) {
    return ApiPath.of("/v1/exports/{}", id);
  }

  private static Html html(FormProblems problems, Html.Template template) {
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
