package dev.notifier.api.fuzz;

import dev.notifier.api.fuzz.Operation.Body;
import dev.notifier.api.fuzz.Operation.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the operations of an API description. */
final class OperationReader {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
  private static final String EXAMPLE = "example";

  private final JsonNode description;

  /** Examples by the reference of their schema: one media type may have none. */
  private final Map<String, JsonNode> examples = new LinkedHashMap<>();

  OperationReader(JsonNode description) {
    this.description = description;
  }

  List<Operation> read() {
    List<Operation> operations = new ArrayList<>();
    description
        .path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry((method, operation) -> {
              if (METHODS.contains(method)) {
                operations.add(
                    new Operation(
                        method.toUpperCase(Locale.ROOT),
                        path,
                        parameters(item, operation),
                        bodies(operation.path("requestBody").path("content"))));
              }
            }));
    return operations;
  }

  private List<Parameter> parameters(JsonNode item, JsonNode operation) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
      for (JsonNode each : list) {
        JsonNode parameter = resolved(each);
        String in = parameter.path("in").asString("");
        if (!in.equals("header")) {
          parameters.add(
              new Parameter(
                  parameter.path("name").asString(""),
                  in,
                  parameter.path("required").asBoolean(false),
                  URLEncoder.encode(
                      parameter.path(EXAMPLE).asString("1"), StandardCharsets.UTF_8)));
        }
      }
    }
    return parameters;
  }

  private Map<String, Body> bodies(JsonNode content) {
    Map<String, Body> bodies = new LinkedHashMap<>();
    content.forEachEntry((mediaType, media) -> {
      JsonNode schema = media.path("schema");
      JsonNode example = example(media);
      if (!example.isMissingNode()) {
        examples.putIfAbsent(schema.path("$ref").asString(""), example);
      }
      bodies.put(mediaType, new Body(resolved(schema), valid(schema, example)));
    });
    return bodies;
  }

  private JsonNode valid(JsonNode schema, JsonNode example) {
    if (!example.isMissingNode()) {
      return current(example);
    }
    if (schema.path("type").asString("").equals("array")) {
      return JSON.createArrayNode().add(valid(schema.path("items"), example));
    }
    JsonNode other = examples.get(schema.path("$ref").asString(""));
    return other == null ? JSON.createObjectNode() : current(other);
  }

  /** The example as it would be sent today. */
  private static JsonNode current(JsonNode example) {
    JsonNode copy = example.deepCopy();
    if (copy instanceof ObjectNode object && object.path("specversion").isString()) {
      object.put("time", java.time.Clock.systemUTC().instant().toString());
      ((ObjectNode) object.path("data")).put("expiresAt", "2099-12-31T22:00:00+07:00");
    }
    return copy;
  }

  private static JsonNode example(JsonNode media) {
    JsonNode example =
        media.has(EXAMPLE)
            ? media.path(EXAMPLE)
            : media
                .path("examples")
                .valueStream()
                .findFirst()
                .orElse(media.path(EXAMPLE))
                .path("value");
    return example.isString() ? yaml(example.stringValue()) : example;
  }

  private static JsonNode yaml(String text) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }

  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asString("");
    return reference.isEmpty() ? node : resolved(description.at(reference.substring(1)));
  }
}
