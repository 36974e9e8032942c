package dev.notifier.console.users;

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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of users, and the form for another one. */
@Controller
final class UsersPagesController {
  private static final Form NOTHING_TYPED = Form.of(Map.of());
  private static final ApiPath USERS = ApiPath.of("/v1/users");

  private final Pages pages;
  private final OnceForms forms;

  UsersPagesController(Pages pages, OnceForms forms) {
    this.pages = pages;
    this.forms = forms;
  }

  @GetMapping("/users")
  Html all(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String after,
      ConsoleRequest request) {
    String shown = "disabled".equals(state) ? "disabled" : "active";
    UserView.All users =
        request.api().get(USERS.with("state", shown).with("after", after), UserView.All.class);
    Page page = pages.of(request, "users.title");
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, shown, users));
  }

  @GetMapping("/new-user")
  Html form(ConsoleRequest request) {
    return form(request, NOTHING_TYPED, FormProblems.none());
  }

  /** The answer has the link, so that no address has it. */
  @PostMapping("/new-user")
  Html create(Form form, ConsoleRequest request) {
    try {
      return forms
          .run(
              request,
              form,
              () -> {
                SecondFactorForm.giveIfTyped(request, form);
                return request.api().post(USERS, UserForms.create(form), UserView.class);
              })
          .map(user -> link(pages, request, user))
          .orElseGet(() -> SentBefore.of(pages, request, "users"));
    } catch (ApiException e) {
      return form(
          request, form, FormProblems.of(pages.of(request, "users.new-title"), e.problem()));
    }
  }

  private Html form(ConsoleRequest request, Form typed, FormProblems problems) {
    Page page = pages.of(request, "users.new-title");
    Html.Template template =
        (out, none) -> JtenewGenerated.render(out, none, page, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  /** Shows a one-time link, this once. */
  static Html link(Pages pages, ConsoleRequest request, UserView user) {
    Page page = pages.of(request, "users.link-title", user.fullName());
    String link = user.link() == null ? "" : user.link();
    return Html.of((out, none) -> JtelinkGenerated.render(out, none, page, user, link));
  }
}
