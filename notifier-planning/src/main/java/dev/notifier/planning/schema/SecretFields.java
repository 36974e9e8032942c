package dev.notifier.planning.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of an event type that are marked as secret. A field with secret parts is not secret
 * itself. Immutable.
 *
 * @param secret whether the field itself is secret, with all of its parts
 */
record SecretFields(
    boolean secret, Map<String, SecretFields> fields, @Nullable SecretFields items) {
  private static final String SECRET = EventSchema.SECRET;

  /** Finds the secret fields in a schema without references; null if there are none. */
  static @Nullable SecretFields of(Map<?, ?> schema) {
    boolean secret = Boolean.TRUE.equals(schema.get(SECRET));
    Map<String, SecretFields> fields = new LinkedHashMap<>();
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, property) -> {
        SecretFields field = property instanceof Map<?, ?> map ? of(map) : null;
        if (field != null) {
          fields.put(String.valueOf(name), field);
        }
      });
    }
    SecretFields items = schema.get("items") instanceof Map<?, ?> map ? of(map) : null;
    return secret || !fields.isEmpty() || items != null
        ? new SecretFields(secret, fields, items)
        : null;
  }

  /** Whether a value has a secret; runs for each event of a type with secrets. */
  boolean isIn(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (secret) {
      return true;
    }
    for (Map.Entry<String, SecretFields> field : fields.entrySet()) {
      if (field.getValue().isIn(value.path(field.getKey()))) {
        return true;
      }
    }
    if (items != null) {
      for (JsonNode item : value) {
        if (items.isIn(item)) {
          return true;
        }
      }
    }
    return false;
  }
}
