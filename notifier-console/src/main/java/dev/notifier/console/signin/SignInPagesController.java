package dev.notifier.console.signin;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.api.ApiProblem;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.layout.SecondFactorForm.Given;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Cookies;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.LocalSessions;
import dev.notifier.console.web.WithoutSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signs people in with a password and a second factor, and out again. */
@Controller
final class SignInPagesController {
  private static final ApiPath SIGN_IN = ApiPath.of("/v1/sign-in");
  private static final String NEEDED = "second-factor-needed";

  private final Pages pages;
  private final LocalSessions local;

  SignInPagesController(Pages pages, LocalSessions local) {
    this.pages = pages;
    this.local = local;
  }

  @GetMapping("/sign-in")
  @WithoutSession
  Html form(
      @RequestParam(defaultValue = "") String next,
      @RequestParam(required = false) @Nullable String ended,
      ConsoleRequest request) {
    return signIn(request, next, "", ended != null, FormProblems.none());
  }

  @PostMapping("/sign-in")
  @WithoutSession
  Object signIn(
      Form form, ConsoleRequest request, HttpServletRequest http, HttpServletResponse response) {
    String name = form.text("name");
    String next = form.text("next");
    try {
      Given signedIn =
          request
              .api()
              .post(SIGN_IN, Map.of("name", name, "password", form.raw("password")), Given.class);
      keep(signedIn, http, response);
      return request.redirect(NextPage.behind(signedIn.stage(), next));
    } catch (ApiException e) {
      Page page = pages.of(request, "signin.title");
      return signIn(request, next, name, false, FormProblems.of(page, e.problem()));
    }
  }

  private Html signIn(
      ConsoleRequest request, String next, String name, boolean ended, FormProblems problems) {
    Page page = pages.of(request, "signin.title");
    Html.Template template =
        (out, none) -> JtesigninGenerated.render(out, none, page, next, name, ended, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  @GetMapping("/sign-in/code")
  @WithoutSession
  Object codeForm(@RequestParam(defaultValue = "") String next, ConsoleRequest request) {
    if (!NEEDED.equals(request.account().stage())) {
      return request.redirect("sign-in");
    }
    return code(request, next, FormProblems.none());
  }

  @PostMapping("/sign-in/code")
  @WithoutSession
  Object giveCode(
      Form form, ConsoleRequest request, HttpServletRequest http, HttpServletResponse response) {
    String next = form.text("next");
    try {
      keep(SecondFactorForm.give(request, form.text("code")), http, response);
      return request.redirect(NextPage.behind("complete", next));
    } catch (ApiException e) {
      return code(
          request, next, FormProblems.of(pages.of(request, "signin.code-title"), e.problem()));
    }
  }

  private Html code(ConsoleRequest request, String next, FormProblems problems) {
    Page page = pages.of(request, "signin.code-title");
    Html.Template template =
        (out, none) -> JtecodeGenerated.render(out, none, page, next, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  /** The page that a program shows which has started the api: its code is behind the #. */
  @GetMapping("/start")
  @WithoutSession
  Html start(ConsoleRequest request) {
    Page page = pages.of(request, "signin.start-title");
    return Html.of((out, none) -> JtestartGenerated.render(out, none, page, FormProblems.none()));
  }

  @PostMapping("/start")
  @WithoutSession
  Object useStartCode(
      Form form, ConsoleRequest request, HttpServletRequest http, HttpServletResponse response) {
    Optional<String> session = local.signIn(form.text("code"));
    if (session.isEmpty()) {
      Page page = pages.of(request, "signin.start-title");
      FormProblems problems = FormProblems.of("code", page.t("signin.start-wrong"));
      return Html.invalid((out, none) -> JtestartGenerated.render(out, none, page, problems));
    }
    Cookies.setSession(http, response, session.get());
    return request.redirect("");
  }

  @PostMapping("/sign-out")
  @WithoutSession
  Object signOut(ConsoleRequest request, HttpServletRequest http, HttpServletResponse response) {
    String cookie = Cookies.session(http);
    local.end(cookie);
    try {
      if (!cookie.isEmpty() && cookie.equals(request.caller().token())) {
        endSession(request);
      }
    } finally {
      Cookies.removeSession(http, response);
      response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
    }
    return request.redirect("sign-in");
  }

  /** Also that of a sign-in that is not complete, or whose account cannot be read now. */
  private static void endSession(ConsoleRequest request) {
    try {
      request.api().post(ApiPath.of("/v1/sign-out"), null);
    } catch (ApiException e) {
      if (e.problem().status() != ApiProblem.UNAUTHORIZED) {
        throw e;
      }
      // It has ended already.
    }
  }

  @PostMapping("/language")
  @WithoutSession
  Object chooseLanguage(
      Form form, ConsoleRequest request, HttpServletRequest http, HttpServletResponse response) {
    Cookies.setLanguage(http, response, "en".equals(form.text("language")) ? "en" : "vi");
    return request.redirect(NextPage.of(form.text("next")));
  }

  static void keep(Given signedIn, HttpServletRequest http, HttpServletResponse response) {
    String token = signedIn.token();
    if (token != null) {
      Cookies.setSession(http, response, token);
    }
  }
}
