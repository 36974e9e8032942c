package dev.notifier.api.types;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a type's data holds texts that people wrote: those without a pattern, a format or a list of
 * values. Immutable.
 *
 * @param text whether it is such a text itself
 */
record FreeText(boolean text, Map<String, FreeText> fields, @Nullable FreeText items) {
  private static final List<String> BOUND = List.of("pattern", "format", "enum");
  private static final FreeText NONE = new FreeText(false, Map.of(), null);

  /** Of a schema without references. */
  static FreeText of(Map<?, ?> schema) {
    boolean text =
        "string".equals(schema.get("type")) && BOUND.stream().noneMatch(schema::containsKey);
    Map<String, FreeText> fields = new LinkedHashMap<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, property) -> {
        FreeText field = property instanceof Map<?, ?> map ? of(map) : NONE;
        if (!field.isNone()) {
          fields.put((String) name, field);
        }
      });
    }
    FreeText items = schema.get("items") instanceof Map<?, ?> map ? of(map) : NONE;
    return new FreeText(text, fields, items.isNone() ? null : items);
  }

  private boolean isNone() {
    return !text && fields.isEmpty() && items == null;
  }

  /**
   * Shows every such text of an event.
   *
   * @param pointer of the node
   */
  void forEach(String pointer, JsonNode node, BiConsumer<String, String> visitor) {
    if (text && node.isString()) {
      visitor.accept(pointer, node.stringValue());
    }
    for (Map.Entry<String, FreeText> field : fields.entrySet()) {
      JsonNode value = node.get(field.getKey());
      if (value != null) {
        field.getValue().forEach(pointer + "/" + field.getKey(), value, visitor);
      }
    }
    if (items != null && node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        items.forEach(pointer + "/" + i, node.get(i), visitor);
      }
    }
  }
}
