package dev.notifier.api.access;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a key is revoked.
 *
 * @param cancelUnsent must not be true: an answer of success would hide that messages are sent
 */
record KeyRevocation(@Nullable Boolean cancelUnsent) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "KeyRevocation", new RequestSchema.Codes(ErrorCode.INVALID_KEY, ErrorCode.INVALID_KEY));

  /**
   * Checks a revocation.
   *
   * @throws ProblemException with all violations
   */
  static void check(JsonNode body) {
    if (Boolean.TRUE.equals(SCHEMA.bind(body, KeyRevocation.class).cancelUnsent())) {
      throw new ProblemException(
          Problem.of(
              List.of(
                  new Violation(
                      "/cancelUnsent",
                      ErrorCode.INVALID_KEY,
                      "Messages cannot be cancelled yet, and the key was not revoked. Leave the"
                          + " field out to revoke the key; what was accepted is sent."))));
    }
  }
}
