package dev.notifier.api.templates;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** The bodies of orders. */
final class TemplateCommands {
  private static final String JSON = "application/json";
  private static final int MAX_OCTETS = 16 << 10;

  private TemplateCommands() {}

  /** A body that says why, or none. */
  static CommandFields read(HttpServletRequest request) throws IOException {
    return read(request, Set.of("why"));
  }

  /**
   * A JSON body with these fields, or none. Forms are refused: some are eaten on their way here.
   */
  static CommandFields read(HttpServletRequest request, Set<String> fields) throws IOException {
    String type = request.getContentType();
    if (type != null && !type.toLowerCase(Locale.ROOT).startsWith(JSON)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.UNSUPPORTED_MEDIA_TYPE,
              "An order does not come in this media type. Send " + JSON + "."));
    }
    byte[] body = request.getInputStream().readNBytes(MAX_OCTETS + 1);
    if (body.length > MAX_OCTETS) {
      throw new ProblemException(
          Problem.of(ErrorCode.BODY_TOO_LARGE, "An order has at most 16 KiB. Send less."));
    }
    return CommandFields.read(body, fields);
  }
}
