package dev.notifier.templates.lint;

import dev.notifier.templates.language.schema.NearName;
import dev.notifier.templates.language.schema.SchemaField;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Suggests a field of the event type for a placeholder. Immutable. */
final class FieldSuggestion {
  private static final int MAX_SHOWN = 12;

  /** The path of each field, by its path and by its own name. */
  private final Map<String, String> paths = new TreeMap<>();

  private final Map<String, SchemaField> fields = new TreeMap<>();

  FieldSuggestion(SchemaField data) {
    add("", data);
  }

  private void add(String prefix, SchemaField parent) {
    new TreeMap<>(parent.fields())
        .forEach((name, field) -> {
          String path = prefix + name;
          paths.put(path, path);
          paths.putIfAbsent(name, path);
          fields.put(path, field);
          add(path + ".", field);
        });
  }

  boolean isField(String name) {
    return paths.containsKey(name);
  }

  /** Returns what to write instead of a placeholder with this name, which may be empty. */
  String adviceOn(String name) {
    Optional<String> path =
        name.isEmpty()
            ? Optional.empty()
            : Optional.ofNullable(paths.get(name))
                .or(() -> NearName.of(paths.keySet(), name).map(paths::get));
    return path.map(found -> "write {{ " + found + filter(found) + " }} for the value")
        .orElseGet(() ->
            "for a value, write {{ … }} with one of the fields " + String.join(", ", leaves()));
  }

  private String filter(String path) {
    SchemaField field = fields.get(path);
    if (field == null) {
      return "";
    }
    return switch (field.kind()) {
      case DATE, DATE_TIME -> " | date";
      case LIST -> " | join: \", \"";
      case TEXT, INTEGER, NUMBER, BOOLEAN, OBJECT -> "";
    };
  }

  private List<String> leaves() {
    return fields.entrySet().stream()
        .filter(entry -> entry.getValue().fields().isEmpty())
        .map(Map.Entry::getKey)
        .limit(MAX_SHOWN)
        .toList();
  }
}
