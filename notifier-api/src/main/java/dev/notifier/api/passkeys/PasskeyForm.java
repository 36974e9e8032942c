package dev.notifier.api.passkeys;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A new passkey. What else a browser says about it is ignored.
 *
 * @param label for people
 */
record PasskeyForm(String label, Credential credential) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "NewPasskey",
          new RequestSchema.Codes(ErrorCode.INVALID_PASSKEY, ErrorCode.INVALID_PASSKEY));

  /** A RegistrationResponseJSON (WebAuthn Level 3, 5.1.8). */
  record Credential(Response response) {}

  /**
   * The response of the authenticator.
   *
   * @param clientDataJSON bytes in base64url, as the next one
   * @param transports null = unknown
   */
  record Response(
      String clientDataJSON, String attestationObject, @Nullable List<String> transports) {}

  /**
   * Reads a form.
   *
   * @throws ProblemException with all violations
   */
  static PasskeyForm read(JsonNode body) {
    return SCHEMA.bind(body, PasskeyForm.class);
  }
}
