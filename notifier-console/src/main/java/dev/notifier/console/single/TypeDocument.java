package dev.notifier.console.single;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event type of {@code GET /v1/event-types/{name}}.
 *
 * @param template its template; null if it has the name of the type with hyphens
 * @param schema of its data
 * @param samples of its data, by their names
 */
record TypeDocument(
    String name,
    String title,
    String category,
    @Nullable String template,
    @Nullable Map<String, Object> schema,
    @Nullable Map<String, Map<String, Object>> samples) {
  private static final String ONE_TIME_CODE = "OTP";
  private static final String TYPICAL = "typical";

  /** A page of {@code GET /v1/event-types}. */
  record All(List<TypeDocument> eventTypes) {
    /** Those of which a person may send a message: not one-time codes. */
    List<TypeDocument> sendable() {
      return eventTypes.stream().filter(type -> !type.category.equals(ONE_TIME_CODE)).toList();
    }
  }

  String templateId() {
    return Objects.requireNonNullElseGet(template, () -> name.replace('.', '-'));
  }

  /** The data of its typical sample. */
  Map<String, Object> sample() {
    return samples == null ? Map.of() : samples.getOrDefault(TYPICAL, Map.of());
  }

  /** The inputs of its form. */
  List<TypeField> fields() {
    return TypeField.of(schema == null ? Map.of() : schema);
  }
}
