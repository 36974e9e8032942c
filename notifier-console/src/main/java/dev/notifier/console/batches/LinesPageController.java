package dev.notifier.console.batches;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Html;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Lines of a batch as they would be sent, and the first of those that cannot be. */
@Controller
final class LinesPageController {
  private final Pages pages;

  LinesPageController(Pages pages) {
    this.pages = pages;
  }

  /**
   * Some lines as messages.
   *
   * @param from the first row of the file, as it is typed
   */
  @GetMapping("/batches/{id}/lines")
  Html lines(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String from,
      ConsoleRequest request) {
    Page page = pages.of(request, "batches.lines.title");
    BatchView batch = batch(request, id);
    boolean isRow = from.isEmpty() || from.matches("[1-9][0-9]{0,7}");
    FormProblems problems =
        isRow ? FormProblems.none() : FormProblems.of("from", page.t("batches.lines.no-number"));
    LinesView lines =
        request
            .api()
            .get(
                ApiPath.of("/v1/batches/{}/lines", id).with("from", isRow ? from : ""),
                LinesView.class);
    Html.Template template =
        (out, none) -> JtelinesGenerated.render(out, none, page, batch, lines, from, problems);
    return isRow ? Html.of(template) : Html.invalid(template);
  }

  @GetMapping("/batches/{id}/faults")
  Html faults(@PathVariable String id, ConsoleRequest request) {
    Page page = pages.of(request, "batches.faults");
    BatchView batch = batch(request, id);
    FaultsView faults =
        request.api().get(ApiPath.of("/v1/batches/{}/faults", id), FaultsView.class);
    return Html.of((out, none) -> JtefaultsGenerated.render(out, none, page, batch, faults));
  }

  private static BatchView batch(ConsoleRequest request, String id) {
    return request.api().get(ApiPath.of("/v1/batches/{}", id), BatchView.class);
  }
}
