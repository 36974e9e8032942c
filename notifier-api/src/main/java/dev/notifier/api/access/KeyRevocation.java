package dev.notifier.api.access;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a key is revoked.
 *
 * @param cancelUnsent whether what it has sent is cancelled, as far as no carrier has it; null = no
 */
record KeyRevocation(@Nullable Boolean cancelUnsent) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "KeyRevocation", new RequestSchema.Codes(ErrorCode.INVALID_KEY, ErrorCode.INVALID_KEY));

  /**
   * Reads a revocation.
   *
   * @throws ProblemException with all violations
   */
  static KeyRevocation read(JsonNode body) {
    return SCHEMA.bind(body, KeyRevocation.class);
  }

  boolean isWithUnsent() {
    return Boolean.TRUE.equals(cancelUnsent);
  }
}
