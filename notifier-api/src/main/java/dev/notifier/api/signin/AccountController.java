package dev.notifier.api.signin;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.ForUsers;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.api.sessions.Client;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The requests of users about their own account. */
@RestController
final class AccountController {
  private final OwnAccount account;
  private final AuthenticatorApps apps;

  AccountController(OwnAccount account, AuthenticatorApps apps) {
    this.account = account;
    this.apps = apps;
  }

  /** New recovery codes. */
  record RecoveryCodesDocument(List<String> recoveryCodes) {}

  @GetMapping("/v1/me")
  @ForUsers(Stage.SECOND_FACTOR_NEEDED)
  AccountDocument me(HttpServletRequest request) {
    return account.read(Caller.of(request));
  }

  @PutMapping("/v1/me/password")
  @Audited("changePassword")
  @ForUsers(Stage.COMPLETE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(HttpServletRequest request) throws IOException {
    SignInForms.Password form = SignInForms.Password.read(request);
    account.changePassword(Caller.of(request), form.present(), form.changed(), Client.of(request));
  }

  @PostMapping("/v1/me/totp")
  @Audited("beginAuthenticatorApp")
  @ForUsers(value = Stage.ENROLMENT_NEEDED, freshSecondFactor = true)
  AuthenticatorApps.NewApp beginApp(HttpServletRequest request) {
    return apps.begin(Caller.of(request));
  }

  @PostMapping("/v1/me/totp/confirm")
  @Audited("confirmAuthenticatorApp")
  @ForUsers(value = Stage.ENROLMENT_NEEDED, freshSecondFactor = true)
  ConfirmedDocument confirmApp(HttpServletRequest request) throws IOException {
    SignInForms.Code form = SignInForms.Code.read(request);
    return ConfirmedDocument.of(apps.confirm(Caller.of(request), form.code(), Client.of(request)));
  }

  @DeleteMapping("/v1/me/totp")
  @Audited("removeAuthenticatorApp")
  @ForUsers(value = Stage.COMPLETE, freshSecondFactor = true)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void removeApp(HttpServletRequest request) {
    apps.remove(Caller.of(request));
  }

  @PostMapping("/v1/me/recovery-codes")
  @Audited("renewRecoveryCodes")
  @ForUsers(value = Stage.COMPLETE, freshSecondFactor = true)
  RecoveryCodesDocument renewRecoveryCodes(HttpServletRequest request) {
    return new RecoveryCodesDocument(apps.renewRecoveryCodes(Caller.of(request)));
  }
}
