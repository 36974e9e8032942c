package dev.notifier.console.batches;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The event types of {@code GET /v1/event-types}. */
record EventTypes(List<Type> eventTypes, @Nullable String next) {
  /** How many a list of choices has at most. */
  static final String LIMIT = "1000";

  private static final Set<String> NOT_IN_CELLS = Set.of("object", "array");

  /** Fields of the recipient that every event type has. */
  private static final List<String> RECIPIENT =
      List.of("phone", "personRef", "fullName", "honorific", "locale");

  private static final String SUBJECT = "subject";

  /** One of them. */
  record Type(String name, String title, String category) {}

  /** One with its schema. */
  record Full(String name, String title, @Nullable Map<String, Object> schema) {
    /** What can have a column, the fields of the recipient first. */
    List<Field> fields() {
      List<Field> fields = new ArrayList<>();
      RECIPIENT.forEach(name -> fields.add(new Field(name, "")));
      if (schema != null && schema.get("properties") instanceof Map<?, ?> properties) {
        properties.forEach((name, property) -> {
          if (property instanceof Map<?, ?> map && isCell(map)) {
            fields.add(
                new Field(
                    String.valueOf(name), map.get("title") instanceof String title ? title : ""));
          }
        });
      }
      fields.add(new Field(SUBJECT, ""));
      return fields.stream().distinct().toList();
    }

    private static boolean isCell(Map<?, ?> property) {
      return !property.containsKey("$ref")
          && !NOT_IN_CELLS.contains(String.valueOf(property.get("type")));
    }
  }

  /**
   * A field of the lines.
   *
   * @param title of the event type; empty for a field that all have
   */
  record Field(String name, String title) {}

  /** Those whose messages can be in a file. */
  List<Type> forFiles() {
    return eventTypes.stream().filter(type -> !type.category().equals("OTP")).toList();
  }
}
