package dev.notifier.console.keys;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.layout.SentBefore;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.OnceForms;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** One key: what it may do, another secret, and its end. */
@Controller
final class KeyController {
  private final Pages pages;
  private final OnceForms forms;

  KeyController(Pages pages, OnceForms forms) {
    this.pages = pages;
    this.forms = forms;
  }

  @GetMapping("/keys/{id}")
  Html one(@PathVariable String id, ConsoleRequest request) {
    return show(request, id, null, FormProblems.none());
  }

  @GetMapping("/keys/{id}/requests")
  Html requests(@PathVariable String id, ConsoleRequest request) {
    KeyView key = request.api().get(path(id, ""), KeyView.class);
    KeyRequestsView sent = request.api().get(path(id, "/requests"), KeyRequestsView.class);
    Page page = pages.of(request, "keys.requests-title", key.name());
    return Html.of((out, none) -> JterequestsGenerated.render(out, none, page, key, sent));
  }

  @PostMapping("/keys/{id}/change")
  Object change(@PathVariable String id, Form form, ConsoleRequest request) {
    FormProblems wrong = KeyFields.wrong(pages.of(request, "keys.title"), form);
    if (!wrong.isEmpty()) {
      return show(request, id, form, wrong);
    }
    try {
      SecondFactorForm.giveIfTyped(request, form);
      request.api().send("PATCH", path(id, ""), KeyFields.change(form), form.text("version"));
      return request.redirect("keys/" + id + "?notice=keys.change");
    } catch (ApiException e) {
      return show(request, id, form, problems(request, e));
    }
  }

  @PostMapping("/keys/{id}/rotate")
  Html rotate(@PathVariable String id, Form form, ConsoleRequest request) {
    Map<String, Object> body =
        Map.of("formerValidFor", form.text("formerValidFor"), "force", form.has("force"));
    try {
      return forms
          .run(request, form, () -> request.api().post(path(id, "/rotate"), body, KeyView.class))
          .map(key -> KeysPagesController.made(pages, request, key))
          .orElseGet(() -> SentBefore.of(pages, request, "keys/" + id));
    } catch (ApiException e) {
      return show(request, id, null, problems(request, e));
    }
  }

  @PostMapping("/keys/{id}/revoke")
  Object revoke(@PathVariable String id, Form form, ConsoleRequest request) {
    try {
      request.api().post(path(id, "/revoke"), Map.of("cancelUnsent", form.has("cancelUnsent")));
      return request.redirect("keys/" + id + "?notice=keys.revoke");
    } catch (ApiException e) {
      return show(request, id, null, problems(request, e));
    }
  }

  private static ApiPath path(String id, String rest) {
    return ApiPath.of("/v1/keys/{}" + rest, id);
  }

  private FormProblems problems(ConsoleRequest request, ApiException e) {
    return FormProblems.of(pages.of(request, "keys.title"), e.problem());
  }

  private Html show(
      ConsoleRequest request, String id, @Nullable Form typed, FormProblems problems) {
    KeyView key = request.api().get(path(id, ""), KeyView.class);
    Page page = pages.named(request, key.name());
    Form form = typed == null ? KeyFields.of(key) : typed;
    Html.Template template =
        (out, none) -> JteoneGenerated.render(out, none, page, key, form, typed != null, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
