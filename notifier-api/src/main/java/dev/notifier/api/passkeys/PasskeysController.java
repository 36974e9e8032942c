package dev.notifier.api.passkeys;

import dev.notifier.api.audit.Audited;
import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.ForUsers;
import dev.notifier.api.security.UserSession.Stage;
import dev.notifier.api.sessions.Client;
import dev.notifier.api.signin.SignedIn;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The requests of users about passkeys. */
@RestController
final class PasskeysController {
  private static final int MAX_BYTES = 32 << 10;
  private static final List<String> JSON = List.of("application/json");

  private static final CommandBody.Allowed PASSKEY =
      new CommandBody.Allowed("A passkey", JSON, MAX_BYTES);

  private static final CommandBody.Allowed SIGNATURE =
      new CommandBody.Allowed("A signature of a passkey", JSON, MAX_BYTES);

  private final PasskeyService service;

  PasskeysController(PasskeyService service) {
    this.service = service;
  }

  @GetMapping("/v1/me/passkeys")
  @ForUsers(Stage.COMPLETE)
  PasskeyDocument.All all(HttpServletRequest request) {
    return new PasskeyDocument.All(
        service.all(Caller.of(request)).stream().map(PasskeyDocument::of).toList());
  }

  @PostMapping("/v1/me/passkeys/options")
  @ForUsers(value = Stage.ENROLMENT_NEEDED, freshSecondFactor = true)
  CreationOptions creationOptions(HttpServletRequest request) {
    return service.creationOptions(Caller.of(request));
  }

  @PostMapping("/v1/me/passkeys")
  @Audited("addPasskey")
  @ForUsers(value = Stage.ENROLMENT_NEEDED, freshSecondFactor = true)
  @ResponseStatus(HttpStatus.CREATED)
  PasskeyDocument.Added add(HttpServletRequest request) throws IOException {
    PasskeyForm form = PasskeyForm.read(CommandBody.read(request, PASSKEY).object());
    return service.add(Caller.of(request), form, Client.of(request));
  }

  @DeleteMapping("/v1/me/passkeys/{passkeyId}")
  @Audited(value = "removePasskey", target = "passkey", variable = "passkeyId")
  @ForUsers(value = Stage.COMPLETE, freshSecondFactor = true)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String passkeyId, HttpServletRequest request) {
    service.remove(Caller.of(request), id(passkeyId));
  }

  @PostMapping("/v1/sign-in/passkey/options")
  @ForUsers(Stage.SECOND_FACTOR_NEEDED)
  RequestOptions requestOptions(HttpServletRequest request) {
    return service.requestOptions(Caller.of(request));
  }

  @PostMapping("/v1/sign-in/passkey")
  @Audited("usePasskey")
  @ForUsers(Stage.SECOND_FACTOR_NEEDED)
  SignedIn signIn(HttpServletRequest request) throws IOException {
    SignatureForm form = SignatureForm.read(CommandBody.read(request, SIGNATURE).object());
    return service.signIn(Caller.of(request), form, Client.of(request));
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ErrorCode.PASSKEY_NOT_FOUND);
    }
  }
}
