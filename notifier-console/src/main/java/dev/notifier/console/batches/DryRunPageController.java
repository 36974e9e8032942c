package dev.notifier.console.batches;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What a batch would do, and its release, which is based on that. */
@Controller
final class DryRunPageController {
  private static final String CODE = "code";

  private final Pages pages;

  DryRunPageController(Pages pages) {
    this.pages = pages;
  }

  /** The page; a page that waits for the result asks for the part. */
  @GetMapping("/batches/{id}/dry-runs/{dryRunId}")
  Html one(
      @PathVariable String id,
      @PathVariable String dryRunId,
      ConsoleRequest request,
      HttpServletRequest http,
      HttpServletResponse response) {
    DryRunView dryRun = dryRun(request, id, dryRunId);
    if (ConsoleRequest.isPart(http)) {
      Page page = pages.of(request, "batches.dry-run.title");
      if (!dryRun.isRunning()) {
        response.setHeader("HX-Refresh", "true");
      }
      return Html.of((out, none) -> JtecountingGenerated.render(out, none, page, dryRun));
    }
    BatchView batch = batch(request, id);
    return html(request, batch, dryRun, fields(batch), FormProblems.none());
  }

  @PostMapping("/batches/{id}/dry-runs/{dryRunId}/release")
  Object release(
      @PathVariable String id, @PathVariable String dryRunId, Form form, ConsoleRequest request) {
    Page page = pages.of(request, "batches.dry-run.title");
    ReleaseFields typed = ReleaseFields.of(form);
    FormProblems problems = typed.problems(page);
    if (problems.isEmpty() && page.needsCode() && form.text(CODE).isEmpty()) {
      problems = FormProblems.of(CODE, page.t("batches.release.no-code"));
    }
    if (problems.isEmpty()) {
      try {
        SecondFactorForm.giveIfTyped(request, form);
        BatchView batch =
            request
                .api()
                .post(
                    ApiPath.of("/v1/batches/{}/release", id),
                    typed.body(dryRunId),
                    BatchView.class);
        String notice = notice(batch, page);
        return request.redirect("batches/" + id + "?notice=batches." + notice);
      } catch (ApiException e) {
        problems = FormProblems.of(page, e.problem());
      }
    }
    return html(request, batch(request, id), dryRun(request, id, dryRunId), typed, problems);
  }

  private static String notice(BatchView batch, Page page) {
    if (batch.is("AWAITING_RELEASE")) {
      return "asked-release";
    }
    return batch.start(page.now()) == null ? "released" : "scheduled";
  }

  private static ReleaseFields fields(BatchView batch) {
    return batch.is("AWAITING_RELEASE") ? ReleaseFields.unchanged() : ReleaseFields.proposed();
  }

  private static BatchView batch(ConsoleRequest request, String id) {
    return request.api().get(ApiPath.of("/v1/batches/{}", id), BatchView.class);
  }

  private static DryRunView dryRun(ConsoleRequest request, String id, String dryRunId) {
    return request
        .api()
        .get(ApiPath.of("/v1/batches/{}/dry-runs/{}", id, dryRunId), DryRunView.class);
  }

  private Html html(
      ConsoleRequest request,
      BatchView batch,
      DryRunView dryRun,
      ReleaseFields typed,
      FormProblems problems) {
    Page page = pages.of(request, "batches.dry-run.title");
    ExampleTexts examples = ExampleTexts.of(request, batch);
    Html.Template template =
        (out, none) ->
            JtedryrunGenerated.render(out, none, page, batch, dryRun, examples, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
