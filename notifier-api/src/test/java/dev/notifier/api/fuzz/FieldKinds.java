package dev.notifier.api.fuzz;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies in which one field is wrong, missing, doubled or renamed. */
final class FieldKinds {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PLACE = "@place@";
  private static final int MAX_DEPTH = 6;

  private FieldKinds() {}

  static void add(Requests requests, int valuesPerField) {
    for (Map.Entry<String, Operation.Body> body : requests.operation().bodies().entrySet()) {
      String type = body.getKey();
      JsonNode example = body.getValue().example();
      Set<String> pointers = new LinkedHashSet<>();
      ofExample("", example, pointers);
      ofSchema("", body.getValue().schema(), 0, pointers);
      for (String pointer : pointers) {
        add(requests, type, example, pointer, valuesPerField);
      }
    }
  }

  private static void add(
      Requests requests, String type, JsonNode example, String pointer, int valuesPerField) {
    String template = with(example, pointer);
    for (Map.Entry<String, String> value : requests.some(Values.ALL.entrySet(), valuesPerField)) {
      requests.addBody(
          "field: " + value.getKey(),
          type,
          template.replace("\"" + PLACE + "\"", value.getValue()));
    }
    requests.addBody(
        "field: missing",
        type,
        template.replaceFirst("(\"[^\"]*\":)?\"" + PLACE + "\",?", "").replace(",}", "}"));
    requests.addBody(
        "field: twice", type, template.replaceFirst("(\"[^\"]*\":)\"" + PLACE + "\"", "$11,$12"));
    requests.addBody(
        "field: renamed",
        type,
        template.replaceFirst("\"[^\"]*\":\"" + PLACE + "\"", "\"renamed\":1"));
    requests.addBody(
        "field: key with NUL",
        type,
        template.replaceFirst("\"[^\"]*\":\"" + PLACE + "\"", "\"a\\\\u0000\":1"));
    requests.addBody(
        "field: key with surrogate",
        type,
        template.replaceFirst("\"[^\"]*\":\"" + PLACE + "\"", "\"\\\\udc00\":1"));
  }

  /** The body as text with a placeholder at a position, which need not exist. */
  private static String with(JsonNode example, String pointer) {
    JsonNode root = example.deepCopy();
    if (pointer.isEmpty()) {
      return "\"" + PLACE + "\"";
    }
    JsonPointer path = JsonPointer.compile(pointer);
    JsonNode parent = root;
    for (JsonPointer rest = path; rest != null && !rest.tail().matches(); rest = rest.tail()) {
      String name = rest.getMatchingProperty();
      JsonNode next = parent.isArray() ? parent.path(rest.getMatchingIndex()) : parent.path(name);
      if (!next.isContainer()) {
        next =
            rest.tail().getMatchingIndex() == 0 ? JSON.createArrayNode() : JSON.createObjectNode();
        set(parent, rest, next);
      }
      parent = next;
    }
    set(parent, path.last(), JSON.getNodeFactory().stringNode(PLACE));
    return root.toString();
  }

  private static void set(JsonNode parent, JsonPointer last, JsonNode value) {
    if (parent instanceof ObjectNode object) {
      object.set(last.getMatchingProperty(), value);
    } else if (parent instanceof ArrayNode array) {
      if (last.getMatchingIndex() < array.size() && last.getMatchingIndex() >= 0) {
        array.set(last.getMatchingIndex(), value);
      } else {
        array.add(value);
      }
    }
  }

  private static void ofExample(String pointer, JsonNode node, Set<String> pointers) {
    pointers.add(pointer);
    if (node.isObject()) {
      node.forEachEntry((name, value) -> ofExample(pointer + token(name), value, pointers));
    } else if (node.isArray() && !node.isEmpty()) {
      ofExample(pointer + "/0", node.get(0), pointers);
    }
  }

  private static void ofSchema(String pointer, JsonNode schema, int depth, Set<String> pointers) {
    pointers.add(pointer);
    if (depth < MAX_DEPTH) {
      schema
          .path("properties")
          .forEachEntry(
              (name, property) -> ofSchema(pointer + token(name), property, depth + 1, pointers));
      if (schema.has("items")) {
        ofSchema(pointer + "/0", schema.path("items"), depth + 1, pointers);
      }
      if (schema.path("additionalProperties").isObject()) {
        pointers.add(pointer + "/any");
      }
    }
  }

  private static String token(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
