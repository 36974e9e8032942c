package dev.notifier.console.webhooks;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SentBefore;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.OnceForms;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** One webhook: its deliveries, what was given up, and its commands. */
@Controller
final class WebhookController {
  private static final Set<String> COMMANDS = Set.of("suspend", "resume", "test");

  private final Pages pages;
  private final OnceForms forms;

  WebhookController(Pages pages, OnceForms forms) {
    this.pages = pages;
    this.forms = forms;
  }

  @GetMapping("/webhooks/{id}")
  Html one(@PathVariable String id, ConsoleRequest request) {
    return show(request, id, null, FormProblems.none());
  }

  @GetMapping("/webhooks/{id}/failures")
  Html failures(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    WebhookView.Failures failures =
        request.api().get(path(id, "/failures").with("after", after), WebhookView.Failures.class);
    Page page = pages.of(request, "webhooks.failures-title");
    return Html.of((out, none) -> JtefailuresGenerated.render(out, none, page, id, failures));
  }

  @PostMapping("/webhooks/{id}/change")
  Object change(@PathVariable String id, Form form, ConsoleRequest request) {
    try {
      request.api().send("PATCH", path(id, ""), WebhookFields.body(form), form.text("version"));
      return request.redirect("webhooks/" + id + "?notice=webhooks.change");
    } catch (ApiException e) {
      return show(request, id, form, problems(request, e));
    }
  }

  @PostMapping("/webhooks/{id}/rotate")
  Html rotate(@PathVariable String id, Form form, ConsoleRequest request) {
    Map<String, Object> body =
        Map.of("formerValidFor", form.text("formerValidFor"), "force", form.has("force"));
    try {
      return forms
          .run(
              request, form, () -> request.api().post(path(id, "/rotate"), body, WebhookView.class))
          .map(webhook -> WebhooksPagesController.made(pages, request, webhook))
          .orElseGet(() -> SentBefore.of(pages, request, "webhooks/" + id));
    } catch (ApiException e) {
      return show(request, id, null, problems(request, e));
    }
  }

  @PostMapping("/webhooks/{id}/replay")
  Object replay(@PathVariable String id, Form form, ConsoleRequest request) {
    return run(
        request,
        id,
        "webhooks/" + id + "?notice=webhooks.replay",
        () -> request.api().post(path(id, "/replay"), WebhookFields.replay(form)));
  }

  @PostMapping("/webhooks/{id}/delete")
  Object delete(@PathVariable String id, ConsoleRequest request) {
    return run(
        request,
        id,
        "webhooks?notice=webhooks.delete",
        () -> request.api().send("DELETE", path(id, ""), null, null));
  }

  @PostMapping("/webhooks/{id}/{command}")
  Object command(@PathVariable String id, @PathVariable String command, ConsoleRequest request) {
    if (!COMMANDS.contains(command)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return run(
        request,
        id,
        "webhooks/" + id + "?notice=webhooks." + command,
        () -> request.api().post(path(id, "/" + command), null));
  }

  private Object run(ConsoleRequest request, String id, String next, Runnable command) {
    try {
      command.run();
      return request.redirect(next);
    } catch (ApiException e) {
      return show(request, id, null, problems(request, e));
    }
  }

  private static ApiPath path(String id, String rest) {
    return ApiPath.of("/v1/webhooks/{}" + rest, id);
  }

  private FormProblems problems(ConsoleRequest request, ApiException e) {
    return FormProblems.of(pages.of(request, "webhooks.title"), e.problem());
  }

  private Html show(
      ConsoleRequest request, String id, @Nullable Form typed, FormProblems problems) {
    WebhookView webhook = request.api().get(path(id, ""), WebhookView.class);
    Page page = pages.named(request, webhook.name());
    Form form = typed == null ? WebhookFields.of(webhook) : typed;
    Html.Template template =
        (out, none) ->
            JteoneGenerated.render(out, none, page, webhook, form, typed != null, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
