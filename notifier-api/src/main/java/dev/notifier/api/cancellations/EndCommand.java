package dev.notifier.api.cancellations;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rule of a cancellation is ended.
 *
 * @param reason why, for the audit
 * @param sendWaiting whether the messages that still wait may be sent; null = no
 */
record EndCommand(String reason, @Nullable Boolean sendWaiting) {
  private static final int MAX_BYTES = 64 << 10;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("The end of a cancellation", List.of("application/json"), MAX_BYTES);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "EndCancellationCommand",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  /**
   * Reads a command.
   *
   * @throws ProblemException with all violations
   */
  static EndCommand read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), EndCommand.class);
  }

  boolean maySendWaiting() {
    return Boolean.TRUE.equals(sendWaiting);
  }
}
