package dev.notifier.api.webhooks;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How the secret of a webhook is replaced.
 *
 * @param formerValidFor ISO 8601; null = a day
 * @param force whether a former secret that still signs ends now; null = no
 */
record WebhookRotation(@Nullable String formerValidFor, @Nullable Boolean force) {
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "WebhookRotation",
          new RequestSchema.Codes(ErrorCode.INVALID_WEBHOOK, ErrorCode.INVALID_WEBHOOK));

  /**
   * Reads a rotation.
   *
   * @throws ProblemException with all violations
   */
  static WebhookRotation read(JsonNode body) {
    WebhookRotation rotation = SCHEMA.bind(body, WebhookRotation.class);
    rotation.overlap();
    return rotation;
  }

  /**
   * How long the former secret signs too.
   *
   * @throws ProblemException if it is no duration from 0 to 30 days
   */
  Duration overlap() {
    if (formerValidFor == null) {
      return USUAL;
    }
    try {
      Duration overlap = Duration.parse(formerValidFor);
      if (!overlap.isNegative() && overlap.compareTo(LONGEST) <= 0) {
        return overlap;
      }
    } catch (DateTimeParseException e) {
      // The same answer as for a duration that is too long.
    }
    throw new ProblemException(
        Problem.of(
            List.of(
                new Violation(
                    "/formerValidFor",
                    ErrorCode.INVALID_WEBHOOK,
                    "Send an ISO 8601 duration from PT0S to P30D, such as PT24H, or omit it for a"
                        + " day."))));
  }
}
