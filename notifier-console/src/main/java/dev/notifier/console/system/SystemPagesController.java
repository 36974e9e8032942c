package dev.notifier.console.system;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.live.LivePages;
import dev.notifier.console.live.LiveView;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What runs, and the jobs. */
@Controller
final class SystemPagesController {
  private static final int FORBIDDEN = 403;

  private final Pages pages;
  private final LivePages live;

  SystemPagesController(Pages pages, LivePages live) {
    this.pages = pages;
    this.live = live;
  }

  @GetMapping("/system")
  Html system(ConsoleRequest request) {
    Page page = pages.of(request, "system.title");
    Optional<SystemReport> report = report(request);
    LiveView view = live.view(SystemTopic.PAGE, request);
    return Html.of((out, none) -> JtesystemGenerated.render(out, none, page, report, view));
  }

  /** Nothing for people of a tenant, who may see jobs only. */
  private static Optional<SystemReport> report(ConsoleRequest request) {
    try {
      return Optional.of(request.api().get(ApiPath.of("/v1/system"), SystemReport.class));
    } catch (ApiException e) {
      if (e.problem().status() == FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @GetMapping("/system/jobs")
  Html jobs(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    return jobs(state, after, request, FormProblems.none());
  }

  @PostMapping("/system/jobs/{id}/cancel")
  Object cancel(@PathVariable String id, ConsoleRequest request) {
    try {
      request.api().post(ApiPath.of("/v1/jobs/{}/cancel", id), null);
      return request.redirect("system/jobs?notice=system.cancel");
    } catch (ApiException e) {
      FormProblems problems = FormProblems.of(pages.of(request, "system.jobs"), e.problem());
      return jobs("", null, request, problems);
    }
  }

  private Html jobs(
      String state, @Nullable String after, ConsoleRequest request, FormProblems problems) {
    String known = JobList.STATES.contains(state) ? state : "";
    JobList jobs =
        request
            .api()
            .get(ApiPath.of("/v1/jobs").with("state", known).with("after", after), JobList.class);
    Page page = pages.of(request, "system.jobs");
    Html.Template template =
        (out, none) -> JtejobsGenerated.render(out, none, page, jobs, known, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
