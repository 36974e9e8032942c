package dev.notifier.api.templates;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.RecordJson;
import dev.notifier.templates.template.TemplateFiles;
import dev.notifier.templates.template.TemplateReadResult;
import dev.notifier.templates.template.TemplateSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads templates as JSON or YAML. JSON is YAML, and there is one reader. */
final class TemplateSourceReader {
  private static final int MAX_OCTETS = 256 << 10;
  private static final CommandBody.Allowed FORM =
      new CommandBody.Allowed(
          "A template",
          List.of("application/yaml", "application/json", "application/x-yaml", "text/yaml"),
          MAX_OCTETS);

  private TemplateSourceReader() {}

  /**
   * The template of a body.
   *
   * @throws ProblemException with the place of each mistake
   */
  static TemplateSource read(HttpServletRequest request) throws IOException {
    return source(utf8(CommandBody.read(request, FORM).bytes()));
  }

  /** The template of a file. */
  static TemplateSource source(String file) {
    return switch (TemplateFiles.read(file)) {
      case TemplateReadResult.Read read -> read.source();
      case TemplateReadResult.Invalid refused ->
          throw new ProblemException(
              Problem.with(
                  ErrorCode.INVALID_TEMPLATE,
                  refused.diagnostics().getFirst().detail(),
                  TemplateDiagnostics.of(refused.diagnostics(), "")));
    };
  }

  /** The template that was stored in the form of its files. */
  static TemplateSource stored(Map<String, Object> source) {
    return source(new String(RecordJson.write(source), StandardCharsets.UTF_8));
  }

  /** As it comes back from where it was stored: comparable with that. */
  @SuppressWarnings("unchecked") // JSON objects have texts for keys
  static Map<String, Object> plain(Map<String, Object> source) {
    return RecordJson.read(RecordJson.write(source), Map.class);
  }

  private static String utf8(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(ErrorCode.INVALID_UTF8);
    }
  }
}
