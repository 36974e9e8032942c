package dev.notifier.api.app;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the interface, held against what the interface does. Stricter than its
 * readers: a field that it does not name is a mistake. Thread-safe.
 */
public final class Description {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

  private final JsonNode document = read();
  private final ObjectNode strict = strict(document.path("components").path("schemas"));
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonNode, Schema> compiled = new HashMap<>();

  /** An example and where it stands. */
  record Example(String place, JsonNode schema, JsonNode value) {}

  /**
   * What an answer has that the description does not say, and the other way round.
   *
   * @param contentType empty where there is no body
   */
  List<String> breaches(String method, String path, int status, String contentType, JsonNode body) {
    Optional<JsonNode> operation =
        pathItem(path)
            .map(item -> item.path(method.toLowerCase(Locale.ROOT)))
            .filter(JsonNode::isObject);
    if (operation.isEmpty()) {
      boolean nothingThere = List.of(401, 404, 405).contains(status);
      return nothingThere || !path.startsWith("/v1/")
          ? List.of()
          : List.of("no such call is described");
    }
    JsonNode response = resolved(operation.get().path("responses").path(Integer.toString(status)));
    if (response.isMissingNode()) {
      return List.of("the status " + status + " is not described");
    }
    JsonNode content = response.path("content");
    if (contentType.isEmpty()) {
      return content.isEmpty() ? List.of() : List.of("a body is described");
    }
    JsonNode media = content.path(contentType.replaceFirst(";.*", ""));
    return media.isMissingNode()
        ? List.of(contentType + " is not described for " + status)
        : breaches(media.path("schema"), body);
  }

  /** What of the value is otherwise than the schema says. */
  synchronized List<String> breaches(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private Schema compile(JsonNode schema) {
    ObjectNode root = JSON.createObjectNode();
    root.set("components", JSON.createObjectNode().set("schemas", strict));
    root.set("allOf", JSON.createArrayNode().add(strict(schema)));
    return registry.getSchema(root);
  }

  /** All examples of bodies. */
  List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    document
        .path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              String place = method + " " + path;
              addExamples(place, operation.path("requestBody"), examples);
              operation
                  .path("responses")
                  .forEachEntry((status, response) ->
                      addExamples(place + " " + status, resolved(response), examples));
            }));
    return examples;
  }

  private static void addExamples(String place, JsonNode body, List<Example> examples) {
    body.path("content")
        .forEach(media -> {
          JsonNode schema = media.path("schema");
          if (media.has("example")) {
            examples.add(new Example(place, schema, tree(media.path("example"))));
          }
          media
              .path("examples")
              .forEachEntry((name, example) ->
                  examples.add(new Example(place + " " + name, schema, example.path("value"))));
        });
  }

  /** An example in YAML stands there as a text. */
  private static JsonNode tree(JsonNode example) {
    return example.isString() ? JSON.valueToTree(new Yaml().load(example.stringValue())) : example;
  }

  /** The one with the fewest parameters that the path fits. */
  private Optional<JsonNode> pathItem(String path) {
    return document
        .path("paths")
        .propertyStream()
        .filter(item -> fits(item.getKey(), path))
        .min(Comparator.comparingLong(item -> PARAMETER.matcher(item.getKey()).results().count()))
        .map(Map.Entry::getValue);
  }

  private static boolean fits(String template, String path) {
    String[] wanted = template.split("/", -1);
    String[] parts = path.split("/", -1);
    return wanted.length == parts.length
        && IntStream.range(0, wanted.length)
            .allMatch(i -> wanted[i].startsWith("{") || wanted[i].equals(parts[i]));
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  /** A copy in which an object has no other fields than those named. */
  private static ObjectNode strict(JsonNode schema) {
    ObjectNode copy = (ObjectNode) schema.deepCopy();
    close(copy);
    return copy;
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(Description::close);
  }

  /** The description itself. */
  public static JsonNode read() {
    try (InputStream in = Description.class.getResourceAsStream("/openapi.yaml")) {
      Map<String, Object> yaml = new Yaml().load(in);
      return JSON.valueToTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
