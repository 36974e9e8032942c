package dev.notifier.templates.language.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields that a template may use from a JSON Schema (2020-12, as parsed JSON). It reads
 * {@code type}, {@code properties}, {@code required}, {@code items}, {@code format}, {@code enum},
 * {@code const} and {@code maxLength}. A property whose kind these keywords do not define, such as
 * one with an unresolved {@code $ref}, is not a field: templates cannot use it.
 */
public final class SchemaFields {
  /** Deeper properties are not fields. */
  private static final int MAX_DEPTH = 8;

  private static final Set<String> NONE = Set.of();

  private SchemaFields() {}

  /**
   * Reads the data of an event.
   *
   * @param jsonSchema of the data, with references resolved
   * @return an OBJECT, without fields if the schema describes something else
   */
  public static SchemaField of(Map<String, ?> jsonSchema) {
    SchemaField root = field(jsonSchema, true, MAX_DEPTH);
    return root != null && root.kind() == FieldKind.OBJECT
        ? root
        : new SchemaField(FieldKind.OBJECT, true, 0, List.of(), Map.of(), null);
  }

  private static @Nullable SchemaField field(Object schema, boolean required, int depth) {
    if (depth == 0 || !(schema instanceof Map<?, ?> map)) {
      return null;
    }
    FieldKind kind = kindOf(map);
    if (kind == null) {
      return null;
    }
    boolean always = required && !typesOf(map).contains("null");
    return switch (kind) {
      case OBJECT -> new SchemaField(kind, always, 0, List.of(), fieldsOf(map, depth), null);
      case LIST -> {
        Object items = map.get("items");
        SchemaField item = items == null ? null : field(items, true, depth - 1);
        yield new SchemaField(kind, always, 0, List.of(), Map.of(), item);
      }
      default -> new SchemaField(kind, always, lengthOf(map), valuesOf(map), Map.of(), null);
    };
  }

  private static Map<String, SchemaField> fieldsOf(Map<?, ?> schema, int depth) {
    Map<String, SchemaField> fields = new HashMap<>();
    Set<String> required = schema.get("required") instanceof List<?> names ? textsOf(names) : NONE;
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, property) -> {
        boolean always = required.contains(String.valueOf(name));
        SchemaField field = property == null ? null : field(property, always, depth - 1);
        if (field != null) {
          fields.put(String.valueOf(name), field);
        }
      });
    }
    return fields;
  }

  private static @Nullable FieldKind kindOf(Map<?, ?> schema) {
    Set<String> types = typesOf(schema);
    if (types.contains("string")) {
      return textKind(schema);
    }
    if (types.contains("number")) {
      return FieldKind.NUMBER;
    }
    if (types.contains("integer")) {
      return FieldKind.INTEGER;
    }
    if (types.contains("boolean")) {
      return FieldKind.BOOLEAN;
    }
    if (types.contains("object") || schema.get("properties") instanceof Map<?, ?>) {
      return FieldKind.OBJECT;
    }
    if (types.contains("array") || schema.get("items") instanceof Map<?, ?>) {
      return FieldKind.LIST;
    }
    return valuesOf(schema).isEmpty() ? null : FieldKind.TEXT;
  }

  private static FieldKind textKind(Map<?, ?> schema) {
    if (schema.get("format") instanceof String format) {
      if (format.equals("date")) {
        return FieldKind.DATE;
      }
      if (format.equals("date-time")) {
        return FieldKind.DATE_TIME;
      }
    }
    return FieldKind.TEXT;
  }

  private static Set<String> typesOf(Map<?, ?> schema) {
    return switch (schema.get("type")) {
      case String one -> Set.of(one);
      case List<?> several -> textsOf(several);
      case null, default -> NONE;
    };
  }

  private static List<String> valuesOf(Map<?, ?> schema) {
    if (schema.get("const") instanceof String only) {
      return List.of(only);
    }
    return schema.get("enum") instanceof List<?> values
        ? values.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  private static int lengthOf(Map<?, ?> schema) {
    return schema.get("maxLength") instanceof Number length && length.intValue() > 0
        ? length.intValue()
        : 0;
  }

  private static Set<String> textsOf(List<?> values) {
    return values.stream()
        .filter(Objects::nonNull)
        .map(Object::toString)
        .collect(Collectors.toSet());
  }
}
