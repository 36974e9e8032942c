package dev.notifier.console.account;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.layout.SentBefore;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Cookies;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import dev.notifier.console.web.OnceForms;
import dev.notifier.console.web.WithoutSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Adds an authenticator app: in the first sign-in, which needs it, and later in the account. The
 * secret is only in the page that shows it, and comes back with the first code.
 */
@Controller
final class AppController {
  private static final String ENROLMENT = "enrolment-needed";
  private static final ApiPath BEGIN = ApiPath.of("/v1/me/totp");
  private static final String WRONG_CODE = "wrong-code";
  private static final ApiPath CONFIRM = ApiPath.of("/v1/me/totp/confirm");

  private final Pages pages;
  private final OnceForms forms;

  AppController(Pages pages, OnceForms forms) {
    this.pages = pages;
    this.forms = forms;
  }

  /**
   * The secret for an app.
   *
   * @param uri the same for a QR code
   */
  record NewApp(String uri, String secret) {
    private static final String SCHEME = "otpauth://totp/";

    /** What comes back from a page is shown only if it is an address of an app. */
    static NewApp of(Form form) {
      String uri = form.text("uri");
      return new NewApp(uri.startsWith(SCHEME) ? uri : SCHEME, form.text("secret"));
    }

    /** In groups of four, which are easier to type. */
    String spaced() {
      return secret.replaceAll("(.{4})(?=.)", "$1 ");
    }

    @Nullable QrCode picture() {
      return QrCode.of(uri).orElse(null);
    }

    /** Does not contain the secret. */
    @Override
    public String toString() {
      return "NewApp[]";
    }
  }

  private record Confirmed(@Nullable String token, @Nullable List<String> recoveryCodes) {
    /** Does not contain token and codes. */
    @Override
    public String toString() {
      return "Confirmed[]";
    }
  }

  @GetMapping({"/sign-in/app", "/account/app"})
  @WithoutSession
  Object explain(ConsoleRequest request) {
    return mayAdd(request) ? explain(request, FormProblems.none()) : request.redirect("sign-in");
  }

  @PostMapping({"/sign-in/app", "/account/app"})
  @WithoutSession
  Object begin(Form form, ConsoleRequest request) {
    if (!mayAdd(request)) {
      return request.redirect("sign-in");
    }
    try {
      return forms
          .run(
              request,
              form,
              () -> {
                SecondFactorForm.giveIfTyped(request, form);
                return request.api().post(BEGIN, null, NewApp.class);
              })
          .map(app -> show(request, app, FormProblems.none()))
          .orElseGet(() -> SentBefore.of(pages, request, request.path()));
    } catch (ApiException e) {
      return explain(request, FormProblems.of(pages.of(request, "account.app-title"), e.problem()));
    }
  }

  @PostMapping({"/sign-in/app/confirm", "/account/app/confirm"})
  @WithoutSession
  Object confirm(
      Form form, ConsoleRequest request, HttpServletRequest http, HttpServletResponse response) {
    if (!mayAdd(request)) {
      return request.redirect("sign-in");
    }
    try {
      Map<String, String> code = Map.of("code", form.text("code").replace(" ", ""));
      Confirmed confirmed = request.api().post(CONFIRM, code, Confirmed.class);
      if (confirmed.token() != null) {
        Cookies.setSession(http, response, confirmed.token());
      }
      List<String> codes = confirmed.recoveryCodes();
      return AccountPagesController.codes(
          pages, request, codes == null ? List.of() : codes, inSignIn(request) ? "" : "account");
    } catch (ApiException e) {
      Page page = pages.of(request, "account.app-title");
      // There is no other code yet, such as a recovery code.
      FormProblems problems =
          WRONG_CODE.equals(e.problem().id())
              ? FormProblems.of("code", page.t("account.app-wrong-code"))
              : FormProblems.of(page, e.problem());
      return show(request, NewApp.of(form), problems);
    }
  }

  private static boolean mayAdd(ConsoleRequest request) {
    return inSignIn(request)
        ? ENROLMENT.equals(request.account().stage())
        : request.account().isComplete() && !request.account().isKey();
  }

  private static boolean inSignIn(ConsoleRequest request) {
    return request.path().startsWith("sign-in/");
  }

  private Html explain(ConsoleRequest request, FormProblems problems) {
    Page page = pages.of(request, "account.app-title");
    boolean first = inSignIn(request);
    Html.Template template =
        (out, none) -> JteappGenerated.render(out, none, page, first, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  private Html show(ConsoleRequest request, NewApp app, FormProblems problems) {
    Page page = pages.of(request, "account.app-title");
    String confirm = inSignIn(request) ? "sign-in/app/confirm" : "account/app/confirm";
    Html.Template template =
        (out, none) -> JtesecretGenerated.render(out, none, page, app, confirm, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }
}
