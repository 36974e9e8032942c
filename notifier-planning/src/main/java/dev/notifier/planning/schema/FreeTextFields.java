package dev.notifier.planning.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The free texts in an event type's data: those without a pattern, a format or a list of values.
 * Immutable.
 *
 * @param pointer JSON Pointer from the root of the data; the entries of a list have the pointer of
 *     the list
 * @param text true if the field itself is a free text
 */
record FreeTextFields(
    String pointer,
    boolean text,
    Map<String, FreeTextFields> fields,
    @Nullable FreeTextFields items) {
  private static final List<String> RESTRICTIONS = List.of("pattern", "format", "enum");

  /** Finds the free texts in a schema without references. */
  static FreeTextFields of(Map<?, ?> schema) {
    return of("", schema);
  }

  private static FreeTextFields of(String pointer, Map<?, ?> schema) {
    boolean text =
        "string".equals(schema.get("type")) && RESTRICTIONS.stream().noneMatch(schema::containsKey);
    Map<String, FreeTextFields> fields = new LinkedHashMap<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, property) -> {
        if (property instanceof Map<?, ?> map) {
          FreeTextFields field = of(pointer + "/" + name, map);
          if (!field.isEmpty()) {
            fields.put(String.valueOf(name), field);
          }
        }
      });
    }
    FreeTextFields items = schema.get("items") instanceof Map<?, ?> map ? of(pointer, map) : null;
    return new FreeTextFields(
        pointer, text, fields, items == null || items.isEmpty() ? null : items);
  }

  private boolean isEmpty() {
    return !text && fields.isEmpty() && items == null;
  }

  /**
   * Calls the visitor with the pointer and the value of every free text. Allocates nothing, because
   * it runs for every event.
   */
  void forEach(JsonNode node, BiConsumer<String, String> visitor) {
    if (text && node.isString()) {
      visitor.accept(pointer, node.stringValue());
    }
    for (Map.Entry<String, FreeTextFields> field : fields.entrySet()) {
      JsonNode value = node.get(field.getKey());
      if (value != null) {
        field.getValue().forEach(value, visitor);
      }
    }
    if (items != null && node.isArray()) {
      for (JsonNode entry : node) {
        items.forEach(entry, visitor);
      }
    }
  }
}
