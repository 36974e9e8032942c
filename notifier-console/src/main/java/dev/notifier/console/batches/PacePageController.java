package dev.notifier.console.batches;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Changes when and how fast a batch is sent, without a pause. */
@Controller
final class PacePageController {
  private final Pages pages;

  PacePageController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/batches/{id}/pace")
  Html form(@PathVariable String id, ConsoleRequest request) {
    BatchView batch = batch(request, id);
    ReleaseFields typed = ReleaseFields.of(batch.pace());
    return html(request, batch, typed, String.valueOf(batch.version()), FormProblems.none());
  }

  /** Sends what differs from what the form has shown, so that the rest stays to the second. */
  @PostMapping("/batches/{id}/pace")
  Object change(@PathVariable String id, Form form, ConsoleRequest request) {
    Page page = pages.of(request, "batches.pace.title");
    ReleaseFields typed = ReleaseFields.of(form);
    String version = form.text("version");
    BatchView batch = batch(request, id);
    FormProblems problems = typed.problems(page);
    if (problems.isEmpty()) {
      try {
        request
            .api()
            .send(
                "PATCH",
                ApiPath.of("/v1/batches/{}/pace", id),
                typed.changes(ReleaseFields.of(batch.pace())),
                version);
        return request.redirect("batches/" + id + "?notice=batches.pace");
      } catch (ApiException e) {
        problems = FormProblems.of(page, e.problem());
      }
    }
    return html(request, batch, typed, version, problems);
  }

  private static BatchView batch(ConsoleRequest request, String id) {
    return request.api().get(ApiPath.of("/v1/batches/{}", id), BatchView.class);
  }

  private Html html(
      ConsoleRequest request,
      BatchView batch,
      ReleaseFields typed,
      String version,
      FormProblems problems) {
    Page page = pages.of(request, "batches.pace.title");
    Html.Template template =
        (out, none) ->
            JtechangepaceGenerated.render(out, none, page, batch, typed, version, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
