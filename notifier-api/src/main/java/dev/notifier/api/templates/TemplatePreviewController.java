package dev.notifier.api.templates;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.templates.template.TemplateSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows what wordings become, saved or not. */
@RestController
final class TemplatePreviewController {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A preview", List.of("application/json"), 256 << 10);

  private final TemplatePreviewService previews;
  private final TemplateService desk;

  TemplatePreviewController(TemplatePreviewService previews, TemplateService desk) {
    this.previews = previews;
    this.desk = desk;
  }

  /** Of the wording in the body: {@code {"template":{…},"data":{…}}}. */
  @PostMapping("/v1/templates/preview")
  TemplatePreviewDocument any(HttpServletRequest request) throws IOException {
    ObjectNode body = body(request);
    if (!(body.get("template") instanceof ObjectNode template)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_TEMPLATE,
              "There is no wording. Send it as an object, as template."));
    }
    return previews.look(TemplateSourceReader.source(template.toString()), data(body));
  }

  @PostMapping("/v1/templates/{id}/draft/preview")
  TemplatePreviewDocument draft(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return look(desk.draft(id).source(), request);
  }

  @PostMapping("/v1/templates/{id}/versions/{version}/preview")
  TemplatePreviewDocument version(
      @PathVariable String id, @PathVariable String version, HttpServletRequest request)
      throws IOException {
    return look(desk.version(id, TemplatesController.number(version)).source(), request);
  }

  private TemplatePreviewDocument look(Map<String, Object> source, HttpServletRequest request)
      throws IOException {
    TemplateSource template = TemplateSourceReader.stored(source);
    return previews.look(template, data(body(request)));
  }

  private static ObjectNode body(HttpServletRequest request) throws IOException {
    // Neither a length nor chunks: there is no body (RFC 9112, section 6.3).
    if (request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null) {
      return JSON.createObjectNode();
    }
    try {
      if (JSON.readTree(CommandBody.read(request, BODY).bytes()) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new ProblemException(ErrorCode.NOT_JSON);
    }
    throw new ProblemException(
        Problem.of(
            ErrorCode.INVALID_PARAMETER, "This is not a JSON object. Send {\"data\": {…}}."));
  }

  /** The caller's own data; empty = the samples of the event type. */
  private static Optional<Map<String, Object>> data(ObjectNode body) {
    JsonNode data = body.path("data");
    if (data.isMissingNode() || data.isNull()) {
      return Optional.empty();
    }
    if (!data.isObject()) {
      throw new ProblemException(
          Problem.of(ErrorCode.INVALID_PARAMETER, "data is an object, as in an event. Send one."));
    }
    return Optional.of(JSON.convertValue(data, new TypeReference<Map<String, Object>>() {}));
  }
}
