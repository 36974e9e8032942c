package dev.notifier.api.templates;

import dev.notifier.api.call.OrderBody;
import dev.notifier.api.problem.Code;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.Forms;
import dev.notifier.templates.wording.TemplateFiles;
import dev.notifier.templates.wording.TemplateReading;
import dev.notifier.templates.wording.TemplateSource;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads templates as JSON or YAML. JSON is YAML, and there is one reader. */
final class SourceReader {
  private static final int MAX_OCTETS = 256 << 10;
  private static final OrderBody.Allowed FORM =
      new OrderBody.Allowed(
          "A template",
          List.of("application/yaml", "application/json", "application/x-yaml", "text/yaml"),
          MAX_OCTETS);

  private SourceReader() {}

  /**
   * The template of a body.
   *
   * @throws ProblemException with the place of each mistake
   */
  static TemplateSource read(HttpServletRequest request) throws IOException {
    return source(utf8(OrderBody.read(request, FORM).octets()));
  }

  /** The template of a file. */
  static TemplateSource source(String file) {
    return switch (TemplateFiles.read(file)) {
      case TemplateReading.Read read -> read.source();
      case TemplateReading.Refused refused ->
          throw new ProblemException(
              Problem.with(
                  Code.INVALID_TEMPLATE,
                  refused.mistakes().getFirst().detail(),
                  TemplateMistakes.of(refused.mistakes(), "")));
    };
  }

  /** The template that was stored in the form of its files. */
  static TemplateSource stored(Map<String, Object> source) {
    return source(new String(Forms.write(source), StandardCharsets.UTF_8));
  }

  /** As it comes back from where it was stored: comparable with that. */
  @SuppressWarnings("unchecked") // JSON objects have texts for keys
  static Map<String, Object> plain(Map<String, Object> source) {
    return Forms.read(Forms.write(source), Map.class);
  }

  private static String utf8(byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(Code.INVALID_UTF8);
    }
  }
}
