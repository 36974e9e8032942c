package dev.notifier.api.passkeys;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a passkey has signed. What else a browser says about it is ignored. */
record SignatureForm(Credential credential) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "PasskeySignature",
          new RequestSchema.Codes(ErrorCode.INVALID_PASSKEY, ErrorCode.INVALID_PASSKEY));

  /**
   * An AuthenticationResponseJSON (WebAuthn Level 3, 5.1.8).
   *
   * @param rawId of the passkey; bytes in base64url
   */
  record Credential(String rawId, Response response) {}

  /**
   * The response of the authenticator. All are bytes in base64url.
   *
   * @param userHandle null = the authenticator does not keep it
   */
  record Response(
      String clientDataJSON,
      String authenticatorData,
      String signature,
      @Nullable String userHandle) {}

  /**
   * Reads a form.
   *
   * @throws ProblemException with all violations
   */
  static SignatureForm read(JsonNode body) {
    return SCHEMA.bind(body, SignatureForm.class);
  }
}
