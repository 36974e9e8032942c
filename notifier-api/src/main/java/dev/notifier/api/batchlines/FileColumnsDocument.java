package dev.notifier.api.batchlines;

import dev.notifier.batchfiles.line.BatchField;
import dev.notifier.batchfiles.line.FieldSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a file for a batch of an event type can have.
 *
 * @param columns in the order of the example
 */
record FileColumnsDocument(List<Column> columns) {
  private static final String PROPERTIES = "properties";

  /**
   * A column.
   *
   * @param column its name in the example
   * @param field the name of the field
   * @param title of the field in the event type; null if it has none
   * @param kind how its cells are read, such as {@code date}
   * @param required whether a line without a value is refused
   * @param values the codes that a cell can have; empty if it can have other values
   * @param otherNames by which it is found as well
   * @param example may be empty
   */
  record Column(
      String column,
      String field,
      @Nullable String title,
      String kind,
      boolean required,
      List<String> values,
      List<String> otherNames,
      String example) {}

  /**
   * The columns of a schema.
   *
   * @param schema of the data, without references
   */
  static FileColumnsDocument of(Map<String, Object> schema) {
    return new FileColumnsDocument(
        BatchField.of(schema).stream().map(field -> column(schema, field)).toList());
  }

  private static Column column(Map<String, Object> schema, BatchField field) {
    FieldSpec spec = field.spec();
    return new Column(
        spec.title(),
        spec.name(),
        title(schema, field.pointer()),
        spec.type().name().toLowerCase(Locale.ROOT),
        spec.required(),
        spec.labels().stream().map(FieldSpec.EnumLabel::code).toList(),
        spec.titles().stream().skip(1).distinct().toList(),
        spec.example());
  }

  private static @Nullable String title(Map<String, Object> schema, String pointer) {
    if (pointer.isEmpty()) {
      return null;
    }
    Map<?, ?> found = schema;
    for (String name : pointer.substring(1).split("/", -1)) {
      found =
          found.get(PROPERTIES) instanceof Map<?, ?> properties
                  && properties.get(name) instanceof Map<?, ?> property
              ? property
              : Map.of();
    }
    return found.get("title") instanceof String title ? title : null;
  }
}
