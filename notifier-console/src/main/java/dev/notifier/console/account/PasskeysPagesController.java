package dev.notifier.console.account;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.PasskeyAnswers;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Cookies;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.WithoutSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Adds passkeys: in the first sign-in instead of an app, and later in the account. */
@Controller
final class PasskeysPagesController {
  private static final ApiPath OPTIONS = ApiPath.of("/v1/me/passkeys/options");
  private static final ApiPath ADD = ApiPath.of("/v1/me/passkeys");

  private final Pages pages;

  PasskeysPagesController(Pages pages) {
    this.pages = pages;
  }

  private record Added(@Nullable String token, @Nullable List<String> recoveryCodes) {
    /** Does not contain token and codes. */
    @Override
    public String toString() {
      return "Added[]";
    }
  }

  /** What the browser needs to make a passkey. */
  @PostMapping("/account/passkeys/options")
  @WithoutSession
  ResponseEntity<byte[]> options(ConsoleRequest request) {
    Page page = pages.of(request, "account.title");
    return PasskeyAnswers.options(page, () -> request.api().search(OPTIONS, null, Object.class));
  }

  @PostMapping("/account/passkeys")
  @WithoutSession
  Object add(
      Form form, ConsoleRequest request, HttpServletRequest http, HttpServletResponse response) {
    boolean inSignIn = !request.account().isComplete();
    try {
      Map<String, @Nullable Object> body = PasskeyAnswers.credential(form.text("credential"));
      body.put("label", form.text("label"));
      Added added = request.api().post(ADD, body, Added.class);
      if (added.token() != null) {
        Cookies.setSession(http, response, added.token());
      }
      if (added.recoveryCodes() != null) {
        return AccountPagesController.codes(
            pages, request, added.recoveryCodes(), inSignIn ? "" : "account");
      }
      return request.redirect(inSignIn ? "" : "account?notice=account.passkey-added");
    } catch (ApiException e) {
      Page page = pages.of(request, inSignIn ? "account.app-title" : "account.title");
      FormProblems problems = FormProblems.of(page, e.problem());
      return inSignIn
          ? Html.invalid((out, none) -> JteappGenerated.render(out, none, page, true, problems))
          : AccountPagesController.account(pages, request, problems);
    }
  }
}
