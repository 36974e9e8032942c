package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import dev.notifier.templates.yaml.YamlError;
import dev.notifier.templates.yaml.YamlParser;
import dev.notifier.templates.yaml.YamlResult;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads objects in JSON and YAML 1.2, strictly and within limits. Thread-safe. */
public final class JsonYamlReader {
  /** The limit for YAML. */
  public static final int MAX_YAML_BYTES = 256 << 10;

  /** The description of the API is larger than the body of any request. */
  private static final int MAX_PARSED = 1 << 20;

  private static final int MAX_DEPTH = 32;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final YamlParser YAML =
      new YamlParser(new YamlParser.Limits(MAX_PARSED, MAX_DEPTH));

  private JsonYamlReader() {}

  /**
   * Reads an object in JSON, without duplicate keys.
   *
   * @throws ProblemException if it is not one
   */
  public static ObjectNode json(byte[] bytes) {
    String text = text(bytes);
    try {
      return JSON.readTree(text) instanceof ObjectNode object
          ? limited(object)
          : invalidJson(text, "this is not an object; send an object in braces");
    } catch (StreamConstraintsException e) {
      throw rejected(ErrorCode.NOT_JSON, exceededLimit(text).detail());
    } catch (JacksonException e) {
      return invalidJson(text, "this is not JSON; correct it");
    }
  }

  private static JsonSyntaxError exceededLimit(String text) {
    String reason =
        "more than "
            + MAX_DEPTH
            + " levels are nested, or a name or a number is too long; make it smaller";
    try (JsonParser parser = JSON.createParser(text)) {
      try {
        while (parser.nextToken() != null) {
          // Until the limit is exceeded again.
        }
      } catch (StreamConstraintsException e) {
        return JsonSyntaxError.at(text, parser.currentLocation().getCharOffset() - 1, reason);
      }
    }
    return JsonSyntaxError.at(text, 0, reason);
  }

  /**
   * Rejects a text with its first syntax error, or else with a reason that applies to all of it.
   */
  private static ObjectNode invalidJson(String text, String reason) {
    JsonSyntaxError error =
        JsonSyntaxError.find(text).orElseGet(() -> JsonSyntaxError.at(text, 0, reason));
    throw rejected(
        error.duplicateKey() ? ErrorCode.DUPLICATE_KEY : ErrorCode.NOT_JSON, error.detail());
  }

  /**
   * Reads an object in YAML 1.2, without tags, anchors, aliases, duplicate keys and keys that are
   * not text.
   *
   * @throws ProblemException if it is not one
   */
  public static ObjectNode yaml(byte[] bytes) {
    return switch (YAML.mapping(text(bytes))) {
      case YamlResult.Read<Map<String, Object>> read ->
          limited(JSON.<ObjectNode>valueToTree(read.value()));
      case YamlResult.Invalid<Map<String, Object>> invalid ->
          throw rejected(code(invalid.error()), detail(invalid.error()));
    };
  }

  private static ErrorCode code(YamlError error) {
    return switch (error.kind()) {
      case SYNTAX, TOO_LARGE -> ErrorCode.NOT_YAML;
      case DUPLICATE_KEY -> ErrorCode.DUPLICATE_KEY;
      case TOO_DEEP -> ErrorCode.JSON_TOO_DEEP;
    };
  }

  private static String detail(YamlError error) {
    return "This is not accepted as YAML 1.2 at line "
        + error.position().line()
        + ", column "
        + error.position().column()
        + ": "
        + error.reason()
        + ".";
  }

  /**
   * Decodes a body that is not empty, without a byte order mark, which RFC 8259 (8.1) allows to
   * ignore.
   *
   * @throws ProblemException if it is empty or not UTF-8
   */
  public static String text(byte[] bytes) {
    if (bytes.length == 0) {
      throw rejected(ErrorCode.EMPTY_BODY, "The body is empty. Send an object.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw rejected(ErrorCode.INVALID_UTF8, "The body is not valid UTF-8. Encode it as UTF-8.");
    }
  }

  private static ObjectNode limited(ObjectNode object) {
    List<Violation> violations = JsonLimits.violations(object);
    if (!violations.isEmpty()) {
      throw new ProblemException(Problem.of(violations));
    }
    return object;
  }

  private static ProblemException rejected(ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }
}
