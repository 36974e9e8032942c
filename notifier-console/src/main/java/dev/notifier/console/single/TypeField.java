package dev.notifier.console.single;

import dev.notifier.console.web.Form;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field of an event type as an input of a form.
 *
 * @param label its title in the schema
 * @param choices the only values; empty if there are others
 * @param example may be empty
 */
record TypeField(
    String name,
    String label,
    Kind kind,
    boolean required,
    List<String> choices,
    String example,
    int maxLength) {
  private static final String RECIPIENT = "recipient";
  private static final int LONGEST = 1000;

  /** What is typed. */
  enum Kind {
    TEXT,
    DATE,
    NUMBER,
    CHOICE,
    FLAG,
    /** Texts, one a line. */
    LINES,
    /** No form can have it, or it is a secret, which no person types. */
    OTHER
  }

  /** The fields of a schema, but not the recipient. */
  static List<TypeField> of(Map<String, Object> schema) {
    List<String> required = texts(schema.get("required"));
    List<TypeField> fields = new ArrayList<>();
    map(schema.get("properties"))
        .forEach((name, property) -> {
          if (!name.equals(RECIPIENT)) {
            fields.add(of(name, map(property), required.contains(name)));
          }
        });
    return fields;
  }

  private static TypeField of(String name, Map<String, Object> property, boolean required) {
    List<String> examples = texts(property.get("examples"));
    return new TypeField(
        name,
        property.get("title") instanceof String title ? title : name,
        kind(property),
        required,
        texts(property.get("enum")),
        examples.isEmpty() ? "" : examples.getFirst(),
        property.get("maxLength") instanceof Integer max ? Math.min(max, LONGEST) : LONGEST);
  }

  private static Kind kind(Map<String, Object> property) {
    if (Boolean.TRUE.equals(property.get("secret"))) {
      return Kind.OTHER;
    }
    if (property.containsKey("enum")) {
      return Kind.CHOICE;
    }
    return switch (String.valueOf(property.get("type"))) {
      case "string" -> "date".equals(property.get("format")) ? Kind.DATE : Kind.TEXT;
      case "integer", "number" -> Kind.NUMBER;
      case "boolean" -> Kind.FLAG;
      case "array" ->
          "string".equals(map(property.get("items")).get("type")) ? Kind.LINES : Kind.OTHER;
      default -> Kind.OTHER;
    };
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> values
        ? values.stream().map(String::valueOf).toList()
        : List.of();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
  }

  /** The name and the id of its input. */
  String input() {
    return "data." + name;
  }

  /** Whether the form can send it. */
  boolean isUsable() {
    return kind != Kind.OTHER;
  }

  /** What was typed. */
  String typed(Form form) {
    return form.text(input());
  }

  /** What was typed, as the value of the field; empty if nothing was, or if it is wrong. */
  Optional<Object> value(Form form) {
    String typed = typed(form);
    if (kind == Kind.FLAG) {
      return Optional.of(form.has(input()));
    }
    if (typed.isEmpty()) {
      return Optional.empty();
    }
    return switch (kind) {
      case NUMBER -> number(typed);
      case LINES ->
          Optional.of(typed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
      default -> Optional.of(typed);
    };
  }

  /** Whether what was typed is missing or wrong. */
  boolean isWrong(Form form) {
    boolean missing = value(form).isEmpty();
    return missing && (required || !typed(form).isEmpty());
  }

  private static Optional<Object> number(String typed) {
    try {
      return Optional.of(new BigDecimal(typed));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
