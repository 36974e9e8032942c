package dev.notifier.api.users;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The bodies of the commands about a user. */
final class UserCommands {
  private static final RequestSchema.Codes CODES =
      new RequestSchema.Codes(
          ErrorCode.INVALID_USER,
          ErrorCode.INVALID_USER,
          Map.of("reason", ErrorCode.MISSING_REASON));

  private UserCommands() {}

  /**
   * Another one-time link.
   *
   * @param resetFactors null = no
   */
  record Link(@Nullable Boolean resetFactors) {
    private static final RequestSchema SCHEMA = RequestSchema.named("UserLink", CODES);

    /**
     * Reads an order.
     *
     * @throws ProblemException with all violations
     */
    static Link read(JsonNode body) {
      return SCHEMA.bind(body, Link.class);
    }
  }

  /** Ends all sessions. */
  record EndSessions(String reason) {
    private static final RequestSchema SCHEMA = RequestSchema.named("UserSessionsEnd", CODES);

    /**
     * Reads an order.
     *
     * @throws ProblemException with all violations
     */
    static EndSessions read(JsonNode body) {
      return SCHEMA.bind(body, EndSessions.class);
    }
  }

  /**
   * Disables a user.
   *
   * @param handOverTo the name of the user who takes over; null = no one does
   * @param keepKeys whether the keys that the user has made stay valid; null = no
   */
  record Disabling(String reason, @Nullable String handOverTo, @Nullable Boolean keepKeys) {
    /** Whether the keys that the user has made are revoked. */
    boolean revokesKeys() {
      return !Boolean.TRUE.equals(keepKeys);
    }

    private static final RequestSchema SCHEMA = RequestSchema.named("UserDisabling", CODES);

    /**
     * Reads an order.
     *
     * @throws ProblemException with all violations
     */
    static Disabling read(JsonNode body) {
      return SCHEMA.bind(body, Disabling.class);
    }
  }
}
