package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

/** Reads JSON and YAML 1.2 that people wrote, strictly and within limits. Thread-safe. */
public final class JsonYamlReader {
  /** Of the text, whichever form it has. */
  static final int MAX_OCTETS = 256 << 10;

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
   * An object in JSON.
   *
   * @throws ProblemException when it is none
   */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> json(byte[] octets) {
    try {
      JsonNode tree = JSON.readTree(text(octets));
      if (!tree.isObject()) {
        throw refused(ErrorCode.NOT_JSON, "Send a JSON object.");
      }
      return JSON.treeToValue(tree, Map.class);
    } catch (StreamConstraintsException e) {
      throw refused(
          ErrorCode.NOT_JSON,
          "This is nested more than "
              + MAX_DEPTH
              + " deep, or holds a name or a number beyond reason. Make it smaller.");
    } catch (StreamReadException e) {
      throw refused(
          ErrorCode.NOT_JSON,
          "This is not JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ". Correct it.");
    } catch (JacksonException e) {
      throw refused(
          ErrorCode.DUPLICATE_KEY, "A key stands twice, or something behind the end. Take it out.");
    }
  }

  /**
   * An object in YAML 1.2, without tags of Java, aliases or keys that are no texts.
   *
   * @throws ProblemException when it is none
   */
  static Map<String, Object> yaml(byte[] octets) {
    String text = text(octets);
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setAllowNonScalarKeys(false)
            .setCodePointLimit(MAX_OCTETS)
            .build();
    try {
      checkShape(text, settings);
      Object loaded = new Load(settings).loadFromString(text);
      if (loaded instanceof Map<?, ?> map) {
        return named(map);
      }
      throw refused(ErrorCode.NOT_YAML, "Send a YAML mapping, such as \"title: …\".");
    } catch (DuplicateKeyException e) {
      throw refused(ErrorCode.DUPLICATE_KEY, "A key stands twice" + where(e) + ". Take one out.");
    } catch (MarkedYamlEngineException e) {
      throw refused(ErrorCode.NOT_YAML, "This is not YAML 1.2" + where(e) + ". Correct it.");
    } catch (YamlEngineException e) {
      throw refused(
          ErrorCode.NOT_YAML,
          "This is not YAML 1.2 of one document within our limits. Correct it.");
    }
  }

  /**
   * Neither deep nor in circles: the parser of events has a stack of its own, what works on the
   * objects that are made of them has not.
   */
  private static void checkShape(String text, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> throw refused(ErrorCode.NOT_YAML, "Aliases are not used here. Write it out.");
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new ProblemException(ErrorCode.JSON_TOO_DEEP);
      }
    }
  }

  /** The same, when every key of it is a text; here and below. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> named(Map<?, ?> map) {
    checkKeys(map);
    return (Map<String, Object>) map;
  }

  private static void checkKeys(Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> {
        if (!(key instanceof String)) {
          throw refused(ErrorCode.NOT_YAML, "A key is no text. Put it in quotes.");
        }
        checkKeys(inner);
      });
    } else if (value instanceof Iterable<?> list) {
      list.forEach(JsonYamlReader::checkKeys);
    }
  }

  private static String where(MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
        .orElse("");
  }

  private static String text(byte[] octets) {
    if (octets.length == 0) {
      throw refused(ErrorCode.EMPTY_BODY, "Send the whole event type.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw refused(
          ErrorCode.INVALID_UTF8, "These octets are not UTF-8. Encode the text as UTF-8.");
    }
  }

  private static ProblemException refused(ErrorCode code, String detail) {
    return new ProblemException(Problem.of(code, detail));
  }
}
