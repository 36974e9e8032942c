package dev.notifier.api.signin;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.ForUsers;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.api.security.WithoutSignIn;
import dev.notifier.api.sessions.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The requests with which users sign in. */
@RestController
final class SignInController {
  private final SignInService service;
  private final AuthenticatorApps apps;

  SignInController(SignInService service, AuthenticatorApps apps) {
    this.service = service;
    this.apps = apps;
  }

  @PostMapping("/v1/sign-in")
  @Audited("signIn")
  @WithoutSignIn
  SignedIn signIn(HttpServletRequest request) throws IOException {
    SignInForms.SignIn form = SignInForms.SignIn.read(request);
    return service.signIn(form.name(), form.password(), Client.of(request));
  }

  @PostMapping("/v1/sign-in/link")
  @Audited("useSignInLink")
  @WithoutSignIn
  SignedIn useLink(HttpServletRequest request) throws IOException {
    SignInForms.Link form = SignInForms.Link.read(request);
    return service.useLink(form.link(), form.password(), Client.of(request));
  }

  @PostMapping("/v1/sign-in/second-factor")
  @Audited("giveSecondFactor")
  @ForUsers(Stage.SECOND_FACTOR_NEEDED)
  SignedIn giveSecondFactor(HttpServletRequest request) throws IOException {
    SignInForms.Factor form = SignInForms.Factor.read(request);
    Caller caller = Caller.of(request);
    Client client = Client.of(request);
    String code = form.code();
    String recoveryCode = form.recoveryCode();
    if (code != null && recoveryCode == null) {
      return apps.give(caller, code, client);
    }
    if (recoveryCode != null && code == null) {
      return apps.recover(caller, recoveryCode, client);
    }
    throw new ProblemException(
        Problem.of(ErrorCode.INVALID_SIGN_IN, "Send either code or recoveryCode."));
  }
}
