package dev.notifier.console.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an example of a schema, for operations whose description has none: one of each element. */
final class SchemaExamples {
  private static final int MAX_DEPTH = 8;
  private static final String SCHEMAS = "#/components/schemas/";

  private final Map<String, Object> description;

  private SchemaExamples(Map<String, Object> description) {
    this.description = description;
  }

  static Object of(Map<String, Object> description, Map<String, Object> schema) {
    Object example = new SchemaExamples(description).make(schema, 0);
    return example == null ? Map.of() : example;
  }

  private @Nullable Object make(Map<String, Object> schema, int depth) {
    if (depth > MAX_DEPTH) {
      return null;
    }
    if (schema.containsKey("example")) {
      return schema.get("example");
    }
    if (schema.get("$ref") instanceof String ref) {
      Object known = ofResponse(ref);
      return known != null ? known : make(StubApi.resolve(schema), depth + 1);
    }
    if (schema.get("enum") instanceof List<?> values) {
      return values.getFirst();
    }
    for (String choice : List.of("allOf", "oneOf", "anyOf")) {
      if (schema.get(choice) instanceof List<?> schemas) {
        return make(StubApi.map(schemas.getFirst()), depth + 1);
      }
    }
    return ofType(schema, depth);
  }

  private @Nullable Object ofType(Map<String, Object> schema, int depth) {
    Object type = schema.get("type");
    if (type instanceof List<?> types) {
      // Something that may be missing.
      return types.contains("object") || types.contains("array")
          ? make(with(schema, String.valueOf(types.getFirst())), depth)
          : null;
    }
    return switch (String.valueOf(type)) {
      case "array" -> list(make(StubApi.map(schema.get("items")), depth + 1));
      case "integer", "number" -> schema.getOrDefault("minimum", 1);
      case "boolean" -> false;
      case "string" -> text(schema);
      default -> properties(schema, depth);
    };
  }

  private static List<Object> list(@Nullable Object element) {
    return element == null ? List.of() : List.of(element);
  }

  private static Map<String, Object> with(Map<String, Object> schema, String type) {
    Map<String, Object> changed = new LinkedHashMap<>(schema);
    changed.put("type", type);
    return changed;
  }

  private static String text(Map<String, Object> schema) {
    return switch (String.valueOf(schema.get("format"))) {
      case "date-time" -> "2026-12-01T01:00:00Z";
      case "date" -> "2026-12-01";
      case "uuid" -> "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";
      default -> "text";
    };
  }

  private Map<String, Object> properties(Map<String, Object> schema, int depth) {
    Map<String, Object> made = new LinkedHashMap<>();
    StubApi.map(schema.get("properties"))
        .forEach((name, property) -> made.put(name, make(StubApi.map(property), depth + 1)));
    return made;
  }

  /** The example of the response of the same name, which was written with care. */
  private @Nullable Object ofResponse(String ref) {
    if (!ref.startsWith(SCHEMAS)) {
      return null;
    }
    Map<String, Object> components = StubApi.map(description.get("components"));
    Map<String, Object> response =
        StubApi.map(StubApi.map(components.get("responses")).get(ref.substring(SCHEMAS.length())));
    return StubApi.map(StubApi.map(response.get("content")).get("application/json")).get("example");
  }
}
