package dev.notifier.api.templates;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a command, such as {@code {"reason":"…","at":"…","version":3}}.
 *
 * @param reason empty if none is given
 * @param at when to publish; null = now
 * @param version the version of a roll-back; null in other commands
 */
record TemplateCommand(String reason, @Nullable OffsetDateTime at, @Nullable Integer version) {
  /** The format of the command {@code publish}. */
  static final RequestSchema PUBLISH = schema("PublishCommand");

  /** The format of the command {@code roll-back}. */
  static final RequestSchema ROLL_BACK = schema("RollBackCommand");

  /** The format of commands that need a reason. */
  static final RequestSchema REASON = schema("Reason");

  /** The format of commands that do not need a reason. */
  static final RequestSchema OPTIONAL_REASON = schema("OptionalReason");

  static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A command", List.of("application/json"), 16 << 10);

  private static final Duration MAX_PUBLISH_DELAY = Duration.ofDays(366);

  TemplateCommand {
    reason = Objects.requireNonNullElse(reason, "").strip();
  }

  /**
   * Reads a command.
   *
   * @throws ProblemException with all violations
   */
  static TemplateCommand read(HttpServletRequest request, RequestSchema schema) throws IOException {
    return schema.bind(CommandBody.readOptional(request, BODY), TemplateCommand.class);
  }

  /**
   * Returns when to publish; null = now.
   *
   * @throws ProblemException if the time is not in the next 366 days
   */
  @Nullable Instant publishAt(Instant now) {
    if (at == null) {
      return null;
    }
    Instant time = at.toInstant();
    if (time.isAfter(now) && !time.isAfter(now.plus(MAX_PUBLISH_DELAY))) {
      return time;
    }
    String wrong =
        time.isAfter(now)
            ? "This time is more than 366 days ahead. Send an earlier one."
            : "This time is in the past. Send a later one, or omit at to publish now.";
    throw new ProblemException(
        Problem.of(List.of(new Violation("/at", ErrorCode.INVALID_PUBLISH_TIME, wrong))));
  }

  private static RequestSchema schema(String name) {
    return RequestSchema.named(
        name,
        new RequestSchema.Codes(
            ErrorCode.INVALID_PARAMETER,
            ErrorCode.INVALID_PARAMETER,
            Map.of("reason", ErrorCode.MISSING_REASON, "at", ErrorCode.INVALID_PUBLISH_TIME)));
  }
}
