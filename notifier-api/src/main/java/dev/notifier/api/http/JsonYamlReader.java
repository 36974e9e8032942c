package dev.notifier.api.http;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.problem.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.DuplicateKeyException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads objects in JSON and YAML 1.2, strictly and within limits. Thread-safe. */
public final class JsonYamlReader {
  /** The limit for YAML. */
  public static final int MAX_YAML_BYTES = 256 << 10;

  private static final int MAX_DEPTH = 32;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonYamlReader() {}

  /**
   * Reads an object in JSON, without duplicate keys.
   *
   * @throws ProblemException if it is not one
   */
  public static ObjectNode json(byte[] bytes) {
    try {
      return object(JSON.readTree(text(bytes)), ErrorCode.NOT_JSON, "Send a JSON object.");
    } catch (StreamConstraintsException e) {
      throw rejected(
          ErrorCode.NOT_JSON,
          "The JSON is nested more than "
              + MAX_DEPTH
              + " levels deep, or a name or a number in it is too long. Make it smaller.");
    } catch (StreamReadException e) {
      throw rejected(
          ErrorCode.NOT_JSON,
          "This is not valid JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ". Correct it.");
    } catch (JacksonException e) {
      throw rejected(
          ErrorCode.DUPLICATE_KEY,
          "An object has the same key twice, or there is content after its end. Remove it.");
    }
  }

  /**
   * Reads an object in YAML 1.2, without tags, aliases, duplicate keys and keys that are not text.
   *
   * @throws ProblemException if it is not one
   */
  public static ObjectNode yaml(byte[] bytes) {
    String text = text(bytes);
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setAllowNonScalarKeys(false)
            .setCodePointLimit(MAX_YAML_BYTES)
            // The engine 3.0.1 fails if a surrogate pair crosses the end of its buffer.
            .setBufferSize(text.length() + 2)
            .build();
    try {
      checkEvents(text, settings);
      Object document = new Load(settings).loadFromString(text);
      checkKeys(document);
      return object(
          JSON.valueToTree(document),
          ErrorCode.NOT_YAML,
          "Send a YAML mapping, such as \"title: …\".");
    } catch (ProblemException e) {
      throw e;
    } catch (DuplicateKeyException e) {
      throw rejected(
          ErrorCode.DUPLICATE_KEY,
          "A mapping has the same key twice" + position(e) + ". Remove one.");
    } catch (MarkedYamlEngineException e) {
      throw rejected(ErrorCode.NOT_YAML, "This is not YAML 1.2" + position(e) + ". Correct it.");
    } catch (YamlEngineException e) {
      throw rejected(
          ErrorCode.NOT_YAML,
          "This is not a single document in YAML 1.2, or it is too large. Correct it.");
    } catch (RuntimeException e) {
      // The engine lets exceptions of Java through, such as for the escape \UFFFFFFFF.
      throw rejected(
          ErrorCode.NOT_YAML,
          "This is not YAML 1.2: an escape or a number is invalid. Correct it.");
    }
  }

  /**
   * Decodes a body that is not empty.
   *
   * @throws ProblemException if it is empty or not UTF-8
   */
  static String text(byte[] bytes) {
    if (bytes.length == 0) {
      throw rejected(ErrorCode.EMPTY_BODY, "The body is empty. Send an object.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw rejected(ErrorCode.INVALID_UTF8, "The body is not valid UTF-8. Encode it as UTF-8.");
    }
  }

  /**
   * Rejects aliases and deep nesting. The parser of events does not recurse; the code that builds
   * and reads the objects does.
   */
  private static void checkEvents(String text, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias ->
            throw rejected(ErrorCode.NOT_YAML, "Aliases are not supported. Write the value out.");
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new ProblemException(ErrorCode.JSON_TOO_DEEP);
      }
    }
  }

  private static void checkKeys(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> {
        if (!(key instanceof String)) {
          throw rejected(ErrorCode.NOT_YAML, "A key is not text. Put it in quotes.");
        }
        checkKeys(inner);
      });
    } else if (value instanceof Iterable<?> list) {
      list.forEach(JsonYamlReader::checkKeys);
    }
  }

  private static ObjectNode object(JsonNode node, ErrorCode code, String detail) {
    if (node instanceof ObjectNode object) {
      List<Violation> violations = JsonLimits.violations(object);
      if (!violations.isEmpty()) {
        throw new ProblemException(Problem.of(violations));
      }
      return object;
    }
    throw rejected(code, detail);
  }

  private static String position(MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
        .orElse("");
  }

  private static ProblemException rejected(ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }
}
