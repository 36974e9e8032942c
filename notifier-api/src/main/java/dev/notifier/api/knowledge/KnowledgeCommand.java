package dev.notifier.api.knowledge;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a command, such as {@code {"reason":"…","version":3}}.
 *
 * @param reason empty if none is given
 * @param version the version of a roll-back; null in other commands
 */
record KnowledgeCommand(String reason, @Nullable Integer version) {
  static final RequestSchema ROLL_BACK = schema("RollBackCommand");
  static final RequestSchema REASON = schema("Reason");
  static final RequestSchema OPTIONAL_REASON = schema("OptionalReason");

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A command", List.of("application/json"), 16 << 10);

  KnowledgeCommand {
    reason = Objects.requireNonNullElse(reason, "").strip();
  }

  /**
   * Reads a command.
   *
   * @throws ProblemException with all violations
   */
  static KnowledgeCommand read(HttpServletRequest request, RequestSchema schema)
      throws IOException {
    return schema.bind(CommandBody.readOptional(request, BODY), KnowledgeCommand.class);
  }

  private static RequestSchema schema(String name) {
    return RequestSchema.named(
        name,
        new RequestSchema.Codes(
            ErrorCode.INVALID_PARAMETER,
            ErrorCode.INVALID_PARAMETER,
            Map.of("reason", ErrorCode.MISSING_REASON)));
  }
}
