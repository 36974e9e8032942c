package dev.notifier.api.batches;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.batches.BatchSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** The body of a request that says how a file is read. */
final class SettingsForm {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("The settings", List.of("application/json"), 64 << 10);

  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "BatchSettings",
          new RequestSchema.Codes(ErrorCode.INVALID_PARAMETER, ErrorCode.INVALID_PARAMETER));

  private SettingsForm() {}

  /**
   * Reads the body.
   *
   * @throws ProblemException with all violations
   */
  static BatchSettings read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.read(request, BODY).object(), BatchSettings.class);
  }
}
