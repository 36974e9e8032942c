package dev.notifier.console.signin;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm.Given;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.WithoutSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Sets the password with a one-time link, whose secret is behind the # of its address. */
@Controller
final class LinkController {
  private static final ApiPath USE = ApiPath.of("/v1/sign-in/link");
  private static final String AGAIN = "password-again";

  private final Pages pages;

  LinkController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/link")
  @WithoutSession
  Html form(ConsoleRequest request) {
    return form(request, "", FormProblems.none());
  }

  @PostMapping("/link")
  @WithoutSession
  Object use(
      Form form, ConsoleRequest request, HttpServletRequest http, HttpServletResponse response) {
    String link = form.text("link");
    String password = form.raw("password");
    if (!password.equals(form.raw(AGAIN))) {
      Page page = pages.of(request, "signin.link-title");
      return form(request, link, FormProblems.of(AGAIN, page.t("signin.passwords-differ")));
    }
    try {
      Given signedIn =
          request.api().post(USE, Map.of("link", link, "password", password), Given.class);
      SignInPagesController.keep(signedIn, http, response);
      return request.redirect(NextPage.behind(signedIn.stage(), ""));
    } catch (ApiException e) {
      Page page = pages.of(request, "signin.link-title");
      return form(request, link, FormProblems.of(page, e.problem()));
    }
  }

  private Html form(ConsoleRequest request, String link, FormProblems problems) {
    Page page = pages.of(request, "signin.link-title");
    Html.Template template =
        (out, none) -> JtelinkGenerated.render(out, none, page, link, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
