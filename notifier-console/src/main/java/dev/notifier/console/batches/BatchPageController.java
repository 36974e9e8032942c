package dev.notifier.console.batches;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Download;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of a batch and its commands, from the questions about its file to its end. */
@Controller
final class BatchPageController {
  /** Loads the page again instead of its part. */
  private static final String REFRESH = "HX-Refresh";

  private final Pages pages;

  BatchPageController(Pages pages) {
    this.pages = pages;
  }

  /**
   * The page, or its part that refreshes itself.
   *
   * @param seen the state that the page shows
   */
  @GetMapping("/batches/{id}")
  Html one(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String seen,
      ConsoleRequest request,
      HttpServletRequest http,
      HttpServletResponse response) {
    BatchView batch = batch(request, id);
    if (!ConsoleRequest.isPart(http)) {
      return html(request, batch, ReadingSettings.of(batch), FormProblems.none());
    }
    Page page = pages.named(request, batch.name());
    if (!batch.word(page.now()).equals(seen)) {
      response.setHeader(REFRESH, "true");
    }
    return Html.of((out, none) -> JteliveGenerated.render(out, none, page, batch));
  }

  @PostMapping("/batches/{id}/answer")
  Object answer(@PathVariable String id, Form form, ConsoleRequest request) {
    BatchView batch = batch(request, id);
    Map<String, Object> body = ReadingSettings.answered(batch, form.raw("answer"));
    return read(request, batch, body, ReadingSettings.of(batch));
  }

  @PostMapping("/batches/{id}/settings")
  Object settings(@PathVariable String id, Form form, ConsoleRequest request) {
    ReadingSettings typed = ReadingSettings.of(form);
    return read(request, batch(request, id), typed.body(), typed);
  }

  private Object read(
      ConsoleRequest request, BatchView batch, Map<String, Object> body, ReadingSettings typed) {
    String id = batch.batchId();
    try {
      request.api().post(ApiPath.of("/v1/batches/{}/settings", id), body);
      return request.redirect("batches/" + id + "?notice=batches.settings");
    } catch (ApiException e) {
      return refused(request, batch, typed, e);
    }
  }

  @PostMapping("/batches/{id}/dry-run")
  Object orderDryRun(@PathVariable String id, ConsoleRequest request) {
    try {
      DryRunView dryRun =
          request.api().post(ApiPath.of("/v1/batches/{}/dry-run", id), null, DryRunView.class);
      return request.redirect("batches/" + id + "/dry-runs/" + dryRun.dryRunId());
    } catch (ApiException e) {
      return refused(request, id, e);
    }
  }

  @PostMapping("/batches/{id}/{command:pause|resume|cancel}")
  Object command(@PathVariable String id, @PathVariable String command, ConsoleRequest request) {
    try {
      request.api().post(ApiPath.of("/v1/batches/{}/" + command, id), null);
      return request.redirect("batches/" + id + "?notice=batches." + command);
    } catch (ApiException e) {
      return refused(request, id, e);
    }
  }

  /** Makes another batch of the failed lines. */
  @PostMapping("/batches/{id}/retry")
  Object retry(@PathVariable String id, ConsoleRequest request) {
    try {
      BatchView made =
          request.api().post(ApiPath.of("/v1/batches/{}/retry", id), null, BatchView.class);
      return request.redirect("batches/" + made.batchId() + "?notice=batches.retried");
    } catch (ApiException e) {
      return refused(request, id, e);
    }
  }

  /** What has become of each line, as a file. */
  @Download
  @GetMapping("/batches/{id}/outcome")
  void outcome(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String format,
      ConsoleRequest request,
      HttpServletResponse response)
      throws IOException {
    String kind = Downloads.format(format);
    ApiPath path = ApiPath.of("/v1/batches/{}/outcome", id).with("format", kind);
    Downloads.send(request, path, kind, "outcome", response);
  }

  /** The lines that cannot be sent, as a file. */
  @Download
  @GetMapping("/batches/{id}/report")
  void report(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String format,
      ConsoleRequest request,
      HttpServletResponse response)
      throws IOException {
    String kind = Downloads.format(format);
    ApiPath path = ApiPath.of("/v1/batches/{}/report", id).with("format", kind);
    Downloads.send(request, path, kind, "refused-lines", response);
  }

  private static BatchView batch(ConsoleRequest request, String id) {
    return request.api().get(ApiPath.of("/v1/batches/{}", id), BatchView.class);
  }

  private Html refused(ConsoleRequest request, String id, ApiException refusal) {
    BatchView batch = batch(request, id);
    return refused(request, batch, ReadingSettings.of(batch), refusal);
  }

  private Html refused(
      ConsoleRequest request, BatchView batch, ReadingSettings typed, ApiException refusal) {
    Page page = pages.named(request, batch.name());
    return html(request, batch, typed, FormProblems.of(page, refusal.problem()));
  }

  private Html html(
      ConsoleRequest request, BatchView batch, ReadingSettings typed, FormProblems problems) {
    Page page = pages.named(request, batch.name());
    List<EventTypes.Field> fields = fields(request, batch);
    DryRunsView dryRuns = dryRuns(request, batch);
    TemplateInForce template = TemplateInForce.of(request, batch);
    Html.Template shown =
        (out, none) ->
            JteoneGenerated.render(
                out, none, page, batch, dryRuns, fields, typed, template, problems);
    return problems.isEmpty() ? Html.of(shown) : Html.invalid(shown);
  }

  /** Those on which a release can be based, or could some time ago. */
  private static DryRunsView dryRuns(ConsoleRequest request, BatchView batch) {
    return batch.isReadable()
        ? request
            .api()
            .get(ApiPath.of("/v1/batches/{}/dry-runs", batch.batchId()), DryRunsView.class)
        : DryRunsView.NONE;
  }

  /** What can have a column; names of columns are values of the file. */
  private static List<EventTypes.Field> fields(ConsoleRequest request, BatchView batch) {
    boolean mayMap =
        batch.isReadable()
            && request.account().has("batches:write")
            && request.account().has("event-types:read")
            && request.account().has("personal-data:read");
    return mayMap
        ? request
            .api()
            .get(ApiPath.of("/v1/event-types/{}", batch.type()), EventTypes.Full.class)
            .fields()
        : List.of();
  }
}
