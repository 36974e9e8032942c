package dev.notifier.api.templates;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.RecordJson;
import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.template.TemplateReadResult;
import dev.notifier.templates.template.TemplateSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads templates in YAML. JSON is valid YAML, so there is one parser. */
final class TemplateSourceReader {
  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed(
          "A template",
          List.of("application/yaml", "application/json", "application/x-yaml", "text/yaml"),
          256 << 10);

  private TemplateSourceReader() {}

  /**
   * Reads the template in the body of a request.
   *
   * @throws ProblemException with all diagnostics
   */
  static TemplateSource read(HttpServletRequest request) throws IOException {
    return parse(CommandBody.read(request, BODY).text());
  }

  /**
   * Parses a template.
   *
   * @throws ProblemException with all diagnostics
   */
  static TemplateSource parse(String yaml) {
    return switch (TemplateFiles.read(yaml)) {
      case TemplateReadResult.Read read -> read.source();
      case TemplateReadResult.Invalid invalid ->
          throw TemplateDiagnostics.problem(
              ErrorCode.INVALID_TEMPLATE, TemplateDiagnostics.of(invalid.diagnostics(), ""));
    };
  }

  /** Converts a stored template. */
  static TemplateSource stored(Map<String, Object> source) {
    return parse(new String(RecordJson.write(source), StandardCharsets.UTF_8));
  }

  /** Returns the source as the store returns it, to compare it with stored ones. */
  @SuppressWarnings("unchecked") // the keys of JSON objects are strings
  static Map<String, Object> asStored(Map<String, Object> source) {
    return RecordJson.read(RecordJson.write(source), Map.class);
  }
}
