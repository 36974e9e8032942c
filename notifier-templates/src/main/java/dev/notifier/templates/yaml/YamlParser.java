package dev.notifier.templates.yaml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads one document in YAML 1.2 within limits, without tags, anchors and aliases. Never throws.
 * Thread-safe.
 */
public final class YamlParser {
  private final Limits limits;

  /**
   * The limits of a document.
   *
   * @param units its length, in UTF-16 units
   * @param depth how deeply mappings and lists are nested
   */
  public record Limits(int units, int depth) {}

  public YamlParser(Limits limits) {
    this.limits = limits;
  }

  /** Reads a document as nodes, which know their positions. */
  public YamlResult<Node> nodes(String yaml) {
    if (yaml.length() > limits.units()) {
      return invalid(
          new YamlError(
              YamlError.Kind.TOO_LARGE,
              YamlPosition.START,
              "the document is too large; shorten it to " + limits.units() + " characters"));
    }
    LoadSettings settings = settings(yaml);
    EventCheck check = new EventCheck(settings, limits.depth());
    try {
      // Before nodes are built, which recurses as deeply as the document is nested.
      Optional<YamlError> error = check.firstError(yaml);
      if (error.isPresent()) {
        return invalid(error.get());
      }
      Optional<Node> root = new Compose(settings).composeString(yaml);
      return root.<YamlResult<Node>>map(YamlResult.Read::new)
          .orElseGet(
              () -> invalid(YamlError.syntax(YamlPosition.START, "there is no content; write it")));
    } catch (RuntimeException e) {
      return invalid(explain(yaml, e, check));
    }
  }

  /** Reads a document that is a mapping as maps, lists, strings, numbers and booleans. */
  public YamlResult<Map<String, Object>> mapping(String yaml) {
    return switch (nodes(yaml)) {
      case YamlResult.Invalid<Node> invalid -> invalid(invalid.error());
      case YamlResult.Read<Node> read -> mapping(yaml, read.value());
    };
  }

  private YamlResult<Map<String, Object>> mapping(String yaml, Node root) {
    YamlError error =
        root instanceof MappingNode
            ? keyError(root)
            : YamlError.syntax(position(root), "write a mapping here, such as \"title: …\"");
    if (error != null) {
      return invalid(error);
    }
    try {
      Object value =
          new StandardConstructor(settings(yaml)).constructSingleDocument(Optional.of(root));
      Map<String, Object> mapping = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, item) -> mapping.put(String.valueOf(key), item));
      return new YamlResult.Read<>(mapping);
    } catch (RuntimeException e) {
      return invalid(new YamlReasons(yaml).invalidEscape(position(root)));
    }
  }

  /** Returns the first key that is not text or is there twice. */
  private static @Nullable YamlError keyError(Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(YamlParser::keyError)
          .filter(error -> error != null)
          .findFirst()
          .orElse(null);
    }
    if (!(node instanceof MappingNode mapping)) {
      return null;
    }
    Map<String, Integer> lines = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlPosition at = position(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key) || !key.getTag().equals(Tag.STR)) {
        return YamlError.syntax(at, "this key is not text; put it in quotes");
      }
      Integer first = lines.putIfAbsent(key.getValue(), at.line());
      if (first != null) {
        return new YamlError(
            YamlError.Kind.DUPLICATE_KEY,
            at,
            "this key is already in line " + first + "; remove one of them");
      }
      YamlError inner = keyError(tuple.getValueNode());
      if (inner != null) {
        return inner;
      }
    }
    return null;
  }

  private LoadSettings settings(String yaml) {
    return LoadSettings.builder()
        .setUseMarks(true)
        .setMaxAliasesForCollections(0)
        .setAllowRecursiveKeys(false)
        // Found with their position by keyError.
        .setAllowNonScalarKeys(true)
        .setCodePointLimit(limits.units())
        // The engine 3.0.1 fails if a surrogate pair crosses the end of its buffer.
        .setBufferSize(yaml.length() + 2)
        .build();
  }

  private static YamlError explain(String yaml, RuntimeException e, EventCheck check) {
    YamlPosition reached = check.reached();
    YamlReasons reasons = new YamlReasons(yaml);
    if (e instanceof MarkedYamlEngineException marked) {
      return reasons.explain(
          marked.getProblem(),
          marked.getProblem().contains("<stream end>")
              ? check.open()
              : marked.getContextMark().map(YamlParser::position),
          marked.getProblemMark().map(YamlParser::position).orElse(reached));
    }
    return e instanceof YamlEngineException
        ? reasons.unreadableCharacter(reached)
        // The engine lets exceptions of Java through, such as for the escape \UFFFFFFFF.
        : reasons.invalidEscape(reached);
  }

  private static YamlPosition position(Node node) {
    return node.getStartMark().map(YamlParser::position).orElse(YamlPosition.START);
  }

  static YamlPosition position(Mark mark) {
    return new YamlPosition(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static <T> YamlResult<T> invalid(YamlError error) {
    return new YamlResult.Invalid<>(error);
  }
}
