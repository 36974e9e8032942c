package dev.notifier.console.signin;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.PasskeyAnswers;
import dev.notifier.console.layout.SecondFactorForm.Given;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.WithoutSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Takes a passkey as the second factor: of the sign-in, or to make it fresh again. */
@Controller
final class PasskeyController {
  private static final ApiPath OPTIONS = ApiPath.of("/v1/sign-in/passkey/options");
  private static final ApiPath USE = ApiPath.of("/v1/sign-in/passkey");

  private final Pages pages;

  PasskeyController(Pages pages) {
    this.pages = pages;
  }

  /** What the browser needs to find a passkey. */
  @PostMapping("/sign-in/passkey/options")
  @WithoutSession
  ResponseEntity<byte[]> options(ConsoleRequest request) {
    Page page = pages.of(request, "signin.code-title");
    return PasskeyAnswers.options(page, () -> request.api().search(OPTIONS, null, Object.class));
  }

  /** A script that only makes the second factor fresh wants no page. */
  @PostMapping("/sign-in/passkey")
  @WithoutSession
  Object use(
      Form form, ConsoleRequest request, HttpServletRequest http, HttpServletResponse response) {
    Page page = pages.of(request, "signin.code-title");
    String next = form.text("next");
    try {
      Given given =
          request.api().post(USE, PasskeyAnswers.credential(form.text("credential")), Given.class);
      SignInPagesController.keep(given, http, response);
      return ConsoleRequest.isPart(http)
          ? ResponseEntity.noContent().build()
          : request.redirect(NextPage.behind(given.stage(), next));
    } catch (ApiException e) {
      return ConsoleRequest.isPart(http)
          ? PasskeyAnswers.refused(page, e.problem())
          : Html.invalid((out, none) ->
              JtecodeGenerated.render(out, none, page, next, FormProblems.of(page, e.problem())));
    }
  }
}
