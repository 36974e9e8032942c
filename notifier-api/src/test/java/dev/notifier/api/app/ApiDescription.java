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
import java.util.LinkedHashMap;
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
 * Validates requests, responses and examples against the API description. Stricter than JSON
 * Schema: fields that the description does not list are violations. Thread-safe.
 */
public final class ApiDescription {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

  private static final JsonNode DOCUMENT = parse();
  private static final ApiDescription SHARED = new ApiDescription();

  private final JsonNode document = DOCUMENT;
  private final ObjectNode strictSchemas = strict(document.path("components").path("schemas"));
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<JsonNode, Schema> compiled = new HashMap<>();

  private ApiDescription() {}

  /** That of all tests. */
  static ApiDescription shared() {
    return SHARED;
  }

  /** An example of a body and the operation that it belongs to. */
  record Example(String operation, JsonNode schema, JsonNode value) {}

  /**
   * How a response differs from the description.
   *
   * @param contentType empty if there is no body
   */
  List<String> violations(
      String method, String path, int status, String contentType, JsonNode body) {
    Optional<JsonNode> operation =
        pathItem(path)
            .map(item -> item.path(method.toLowerCase(Locale.ROOT)))
            .filter(JsonNode::isObject);
    if (operation.isEmpty()) {
      boolean notServed = List.of(401, 404, 405).contains(status);
      return notServed || !path.startsWith("/v1/")
          ? List.of()
          : List.of("the operation is not described");
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
        : violations(media.path("schema"), body);
  }

  /** How a value violates a schema. */
  synchronized List<String> violations(JsonNode schema, JsonNode value) {
    return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  private Schema compile(JsonNode schema) {
    ObjectNode root = JSON.createObjectNode();
    root.set("components", JSON.createObjectNode().set("schemas", strictSchemas));
    root.set("allOf", JSON.createArrayNode().add(strict(schema)));
    return registry.getSchema(root);
  }

  /** All operations, by names such as {@code get /v1/routes}. */
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new LinkedHashMap<>();
    document
        .path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              if (operation.has("responses")) {
                operations.put(method + " " + path, operation);
              }
            }));
    return operations;
  }

  /** All examples of request and response bodies. */
  List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    document
        .path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              String name = method + " " + path;
              addExamples(name, operation.path("requestBody"), examples);
              operation
                  .path("responses")
                  .forEachEntry((status, response) ->
                      addExamples(name + " " + status, resolved(response), examples));
            }));
    return examples;
  }

  private static void addExamples(String operation, JsonNode body, List<Example> examples) {
    body.path("content")
        .forEach(media -> {
          JsonNode schema = media.path("schema");
          if (media.has("example")) {
            examples.add(new Example(operation, schema, tree(media.path("example"))));
          }
          media
              .path("examples")
              .forEachEntry((name, example) ->
                  examples.add(new Example(operation + " " + name, schema, example.path("value"))));
        });
  }

  /** Parses an example of a YAML body, which the description contains as a text. */
  private static JsonNode tree(JsonNode example) {
    return example.isString() ? JSON.valueToTree(new Yaml().load(example.stringValue())) : example;
  }

  /** The matching path with the fewest parameters. */
  private Optional<JsonNode> pathItem(String path) {
    return document
        .path("paths")
        .propertyStream()
        .filter(item -> matches(item.getKey(), path))
        .min(Comparator.comparingLong(item -> PARAMETER.matcher(item.getKey()).results().count()))
        .map(Map.Entry::getValue);
  }

  private static boolean matches(String template, String path) {
    String[] expected = template.split("/", -1);
    String[] actual = path.split("/", -1);
    return expected.length == actual.length
        && IntStream.range(0, expected.length)
            .allMatch(i -> expected[i].startsWith("{") || expected[i].equals(actual[i]));
  }

  /** The target of a reference, or the node itself. */
  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : document.at(reference.substring(1));
  }

  /** A copy of a schema in which objects have only the fields that it lists. */
  private static ObjectNode strict(JsonNode schema) {
    ObjectNode copy = (ObjectNode) schema.deepCopy();
    rejectUnknownFields(copy);
    return copy;
  }

  private static void rejectUnknownFields(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(ApiDescription::rejectUnknownFields);
  }

  /** The API description as a JSON tree, which no test changes: parsing it takes half a second. */
  public static JsonNode document() {
    return DOCUMENT;
  }

  private static JsonNode parse() {
    try (InputStream in = ApiDescription.class.getResourceAsStream("/openapi.yaml")) {
      Map<String, Object> yaml = new Yaml().load(in);
      return JSON.valueToTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
