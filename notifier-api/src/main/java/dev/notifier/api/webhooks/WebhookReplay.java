package dev.notifier.api.webhooks;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.kafka.topics.TopicSettings;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * From when on changes are delivered again.
 *
 * @param from RFC 3339
 */
record WebhookReplay(String from) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "WebhookReplay",
          new RequestSchema.Codes(ErrorCode.INVALID_WEBHOOK, ErrorCode.INVALID_WEBHOOK));

  /**
   * Reads a replay.
   *
   * @throws ProblemException with all violations
   */
  static WebhookReplay read(JsonNode body) {
    return SCHEMA.bind(body, WebhookReplay.class);
  }

  /**
   * The time.
   *
   * @throws ProblemException if it is none, in the future, or older than what is kept
   */
  Instant time(Instant now) {
    try {
      Instant time = OffsetDateTime.parse(from).toInstant();
      if (!time.isAfter(now) && !time.isBefore(now.minus(TopicSettings.STATUS_RETENTION))) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // The same answer as for a time that cannot be read again.
    }
    throw new ProblemException(
        Problem.of(
            List.of(
                new Violation(
                    "/from",
                    ErrorCode.INVALID_WEBHOOK,
                    "Send RFC 3339 with seconds and offset, in the past and within 30 days. What is"
                        + " older can be looked up."))));
  }
}
