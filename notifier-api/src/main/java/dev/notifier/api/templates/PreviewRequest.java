package dev.notifier.api.templates;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.templates.template.TemplateSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request for a preview.
 *
 * @param template a template that is not saved; null if the path names a saved one
 * @param data the data of an event; null = the samples of the event type
 */
record PreviewRequest(@Nullable JsonNode template, @Nullable Map<String, Object> data) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "PreviewRequest",
          new RequestSchema.Codes(
              ErrorCode.INVALID_PARAMETER,
              ErrorCode.INVALID_PARAMETER,
              Map.of("template", ErrorCode.INVALID_TEMPLATE)));
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A preview", List.of("application/json"), 256 << 10);

  static PreviewRequest read(HttpServletRequest request) throws IOException {
    return SCHEMA.bind(CommandBody.readOptional(request, BODY), PreviewRequest.class);
  }

  /**
   * Returns the template in the request.
   *
   * @throws ProblemException if there is none or if it is invalid
   */
  TemplateSource source() {
    if (template instanceof ObjectNode object) {
      return TemplateSourceReader.parse(object.toString());
    }
    throw new ProblemException(
        Problem.of(
            ErrorCode.INVALID_TEMPLATE, "There is no template. Send an object as template."));
  }

  Optional<Map<String, Object>> eventData() {
    return Optional.ofNullable(data);
  }
}
