package dev.notifier.console.account;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.layout.SentBefore;
import dev.notifier.console.signin.NextPage;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.OnceForms;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The account of the signed-in user: password, recovery codes and sessions. */
@Controller
final class AccountPagesController {
  private static final String PAGE = "account";
  private static final String AGAIN = "password-again";
  private static final ApiPath RECOVERY_CODES = ApiPath.of("/v1/me/recovery-codes");

  private final Pages pages;
  private final OnceForms forms;

  AccountPagesController(Pages pages, OnceForms forms) {
    this.pages = pages;
    this.forms = forms;
  }

  /** Codes that were made just now. */
  record RecoveryCodes(List<String> recoveryCodes) {
    /** Does not contain the codes. */
    @Override
    public String toString() {
      return "RecoveryCodes[]";
    }
  }

  @GetMapping("/account")
  Html account(ConsoleRequest request) {
    return account(pages, request, FormProblems.none());
  }

  @PostMapping("/account/password")
  Object changePassword(Form form, ConsoleRequest request) {
    String changed = form.raw("new-password");
    Page page = pages.of(request, "account.title");
    if (!changed.equals(form.raw(AGAIN))) {
      return account(pages, request, FormProblems.of(AGAIN, page.t("signin.passwords-differ")));
    }
    return command(
        request,
        "password",
        () ->
            request
                .api()
                .send(
                    "PUT",
                    ApiPath.of("/v1/me/password"),
                    Map.of("present", form.raw("present-password"), "changed", changed),
                    null));
  }

  /**
   * Makes the second factor fresh: this page or the next one then shows the commands that need it.
   */
  @PostMapping("/account/confirm")
  Object confirm(Form form, ConsoleRequest request) {
    String next = NextPage.of(form.text("next"));
    Object done = command(request, "confirmed", () -> SecondFactorForm.giveIfTyped(request, form));
    return done instanceof Html || next.isEmpty() ? done : request.redirect(next);
  }

  @PostMapping("/account/sessions/{id}/end")
  Object endSession(@PathVariable String id, ConsoleRequest request) {
    return command(
        request,
        "session",
        () -> request.api().send("DELETE", ApiPath.of("/v1/me/sessions/{}", id), null, null));
  }

  @PostMapping("/account/app/remove")
  Object removeApp(ConsoleRequest request) {
    return command(
        request,
        "app-removed",
        () -> request.api().send("DELETE", ApiPath.of("/v1/me/totp"), null, null));
  }

  @PostMapping("/account/passkeys/{id}/remove")
  Object removePasskey(@PathVariable String id, ConsoleRequest request) {
    return command(
        request,
        "passkey-removed",
        () -> request.api().send("DELETE", ApiPath.of("/v1/me/passkeys/{}", id), null, null));
  }

  @PostMapping("/account/recovery-codes")
  Html renewRecoveryCodes(Form form, ConsoleRequest request) {
    try {
      Optional<RecoveryCodes> made =
          forms.run(
              request, form, () -> request.api().post(RECOVERY_CODES, null, RecoveryCodes.class));
      return made.map(codes -> codes(pages, request, codes.recoveryCodes(), PAGE))
          .orElseGet(() -> SentBefore.of(pages, request, PAGE));
    } catch (ApiException e) {
      return account(
          pages, request, FormProblems.of(pages.of(request, "account.title"), e.problem()));
    }
  }

  private Object command(ConsoleRequest request, String name, Runnable command) {
    try {
      command.run();
      return request.redirect("account?notice=account." + name);
    } catch (ApiException e) {
      return account(
          pages, request, FormProblems.of(pages.of(request, "account.title"), e.problem()));
    }
  }

  /** The page of the account. */
  static Html account(Pages pages, ConsoleRequest request, FormProblems problems) {
    Page page = pages.of(request, "account.title");
    AccountModel model = AccountModel.read(request);
    Html.Template template =
        (out, none) -> JteaccountGenerated.render(out, none, page, model, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  /** Shows recovery codes, this once. */
  static Html codes(Pages pages, ConsoleRequest request, List<String> codes, String next) {
    Page page = pages.of(request, "account.codes-title");
    return Html.of((out, none) -> JtecodesGenerated.render(out, none, page, codes, next));
  }
}
