package dev.notifier.api.planning;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Converts JSON to the values that a worker reads from the record of the event. */
public final class JsonValue {
  private JsonValue() {}

  /** Recurses once per level of the JSON, which the parser limits. */
  public static @Nullable Object of(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> node.stringValue();
      case NUMBER -> number(node);
      case BOOLEAN -> node.booleanValue();
      case OBJECT -> object((ObjectNode) node);
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>(node.size());
        for (JsonNode entry : node) {
          list.add(of(entry));
        }
        yield list;
      }
      case NULL, MISSING, BINARY, POJO -> null;
    };
  }

  private static Map<String, @Nullable Object> object(ObjectNode node) {
    Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(node.size());
    node.forEachEntry((name, value) -> map.put(name, of(value)));
    return map;
  }

  /** Decimals are read as double. */
  private static Number number(JsonNode node) {
    return node.isIntegralNumber() ? node.numberValue() : Double.valueOf(node.doubleValue());
  }
}
