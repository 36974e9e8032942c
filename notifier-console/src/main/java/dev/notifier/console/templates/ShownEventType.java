package dev.notifier.console.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event type: which values a text may show.
 *
 * @param schema JSON Schema of the data
 */
record ShownEventType(String name, @Nullable String title, @Nullable Map<String, Object> schema) {
  private static final String RECIPIENT = "recipient";

  /** A page of event types. */
  record All(List<ShownEventType> eventTypes) {}

  /**
   * A value that a text may show.
   *
   * @param title what it is, in the words of the event type
   * @param example empty without one
   * @param required whether every event has it
   */
  record Field(String name, String title, String example, boolean required) {}

  /** The values of an event; those of the person are the same for all types. */
  List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    if (schema != null && schema.get("properties") instanceof Map<?, ?> properties) {
      List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
      properties.forEach((key, value) -> {
        String field = String.valueOf(key);
        if (!field.equals(RECIPIENT) && value instanceof Map<?, ?> property) {
          fields.add(
              new Field(
                  field,
                  Objects.toString(property.get("title"), ""),
                  property.get("examples") instanceof List<?> examples && !examples.isEmpty()
                      ? Objects.toString(examples.getFirst(), "")
                      : "",
                  required.contains(field)));
        }
      });
    }
    return fields;
  }
}
