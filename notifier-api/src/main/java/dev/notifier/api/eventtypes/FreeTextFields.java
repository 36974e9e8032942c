package dev.notifier.api.eventtypes;

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
 * @param pointer from the data's root; of a list's entries that of the list
 * @param text whether it is such a text itself
 */
record FreeTextFields(
    String pointer,
    boolean text,
    Map<String, FreeTextFields> fields,
    @Nullable FreeTextFields items) {
  private static final List<String> BOUND = List.of("pattern", "format", "enum");

  /** Of a schema without references. */
  static FreeTextFields of(Map<?, ?> schema) {
    return of("", schema);
  }

  private static FreeTextFields of(String pointer, Map<?, ?> schema) {
    boolean text =
        "string".equals(schema.get("type")) && BOUND.stream().noneMatch(schema::containsKey);
    Map<String, FreeTextFields> fields = new LinkedHashMap<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, property) -> {
        if (property instanceof Map<?, ?> map) {
          FreeTextFields field = of(pointer + "/" + name, map);
          if (!field.isNone()) {
            fields.put(String.valueOf(name), field);
          }
        }
      });
    }
    FreeTextFields items = schema.get("items") instanceof Map<?, ?> map ? of(pointer, map) : null;
    return new FreeTextFields(
        pointer, text, fields, items == null || items.isNone() ? null : items);
  }

  private boolean isNone() {
    return !text && fields.isEmpty() && items == null;
  }

  /**
   * Shows every such text of an event with its pointer. Makes nothing new: it is done for every
   * event.
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
