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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of keys, and the form for another one. */
@Controller
final class KeysPagesController {
  private static final ApiPath KEYS = ApiPath.of("/v1/keys");

  /** Most programs only send events and look up what became of them. */
  private static final Form NEW =
      Form.of(Map.of("scope", List.of("events:write", "notifications:read")));

  private final Pages pages;
  private final OnceForms forms;

  KeysPagesController(Pages pages, OnceForms forms) {
    this.pages = pages;
    this.forms = forms;
  }

  @GetMapping("/keys")
  Html all(@RequestParam(required = false) @Nullable String after, ConsoleRequest request) {
    KeyView.All keys = request.api().get(KEYS.with("after", after), KeyView.All.class);
    Page page = pages.of(request, "keys.title");
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, keys));
  }

  @GetMapping("/new-key")
  Html form(ConsoleRequest request) {
    return form(request, NEW, FormProblems.none());
  }

  /** The answer has the key, so that no address has it. */
  @PostMapping("/new-key")
  Html create(Form form, ConsoleRequest request) {
    FormProblems wrong = KeyFields.wrong(pages.of(request, "keys.new-title"), form);
    if (!wrong.isEmpty()) {
      return form(request, form, wrong);
    }
    try {
      return forms
          .run(
              request,
              form,
              () -> {
                SecondFactorForm.giveIfTyped(request, form);
                return request.api().post(KEYS, KeyFields.create(form), KeyView.class);
              })
          .map(key -> made(pages, request, key))
          .orElseGet(() -> SentBefore.of(pages, request, "keys"));
    } catch (ApiException e) {
      return form(request, form, FormProblems.of(pages.of(request, "keys.new-title"), e.problem()));
    }
  }

  private Html form(ConsoleRequest request, Form typed, FormProblems problems) {
    Page page = pages.of(request, "keys.new-title");
    Html.Template template =
        (out, none) -> JtenewGenerated.render(out, none, page, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  /** Shows a key, this once. */
  static Html made(Pages pages, ConsoleRequest request, KeyView key) {
    Page page = pages.of(request, "keys.made-title", key.name());
    String secret = key.key() == null ? "" : key.key();
    return Html.of((out, none) -> JtemadeGenerated.render(out, none, page, key, secret));
  }
}
