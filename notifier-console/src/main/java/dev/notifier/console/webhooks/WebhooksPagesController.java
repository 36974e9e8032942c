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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of webhooks, and the form for another one. */
@Controller
final class WebhooksPagesController {
  private static final ApiPath WEBHOOKS = ApiPath.of("/v1/webhooks");
  private static final Form NOTHING_TYPED = Form.of(Map.of());

  private final Pages pages;
  private final OnceForms forms;

  WebhooksPagesController(Pages pages, OnceForms forms) {
    this.pages = pages;
    this.forms = forms;
  }

  @GetMapping("/webhooks")
  Html all(@RequestParam(required = false) @Nullable String after, ConsoleRequest request) {
    WebhookView.All webhooks =
        request.api().get(WEBHOOKS.with("after", after), WebhookView.All.class);
    Page page = pages.of(request, "webhooks.title");
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, webhooks));
  }

  @GetMapping("/new-webhook")
  Html form(ConsoleRequest request) {
    return form(request, NOTHING_TYPED, FormProblems.none());
  }

  /** The answer has the secret, so that no address has it. */
  @PostMapping("/new-webhook")
  Html create(Form form, ConsoleRequest request) {
    try {
      return forms
          .run(
              request,
              form,
              () -> request.api().post(WEBHOOKS, WebhookFields.body(form), WebhookView.class))
          .map(webhook -> made(pages, request, webhook))
          .orElseGet(() -> SentBefore.of(pages, request, "webhooks"));
    } catch (ApiException e) {
      return form(
          request, form, FormProblems.of(pages.of(request, "webhooks.new-title"), e.problem()));
    }
  }

  private Html form(ConsoleRequest request, Form typed, FormProblems problems) {
    Page page = pages.of(request, "webhooks.new-title");
    Html.Template template =
        (out, none) -> JtenewGenerated.render(out, none, page, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  /** Shows a secret, this once. */
  static Html made(Pages pages, ConsoleRequest request, WebhookView webhook) {
    Page page = pages.of(request, "webhooks.made-title", webhook.name());
    String secret = webhook.secret() == null ? "" : webhook.secret();
    return Html.of((out, none) -> JtemadeGenerated.render(out, none, page, webhook, secret));
  }
}
