package dev.notifier.batchfiles.line;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of an event type that can have a column.
 *
 * @param spec how its cells are read
 * @param pointer where it is in the data of an event (RFC 6901); empty for the business key
 * @param isBoolean whether its code is true or false
 */
public record BatchField(FieldSpec spec, String pointer, boolean isBoolean) {
  /** The number of the recipient. */
  public static final String PHONE = "phone";

  /** The caller's own name for the recipient, whose number is in the directory. */
  public static final String PERSON = "personRef";

  private static final String RECIPIENT = "recipient";
  private static final String PROPERTIES = "properties";
  private static final String SUBJECT = "subject";

  /** What people call fields of the recipient, the one for examples first. */
  private static final Map<String, List<String>> TITLES =
      Map.of(
          PHONE,
          List.of(
              "Số điện thoại", "Điện thoại", "SĐT", "Số ĐT", "Di động", "Phone number", "Mobile"),
          "fullName",
          List.of("Họ và tên", "Họ tên", "Tên", "Name"),
          "honorific",
          List.of("Danh xưng", "Xưng hô", "Giới tính"),
          "locale",
          List.of("Ngôn ngữ", "Language"),
          PERSON,
          List.of("Mã người", "Person"));

  /**
   * The fields of a schema: those of the recipient, the others, and the business key. Objects and
   * lists cannot be in a cell, and are left out.
   *
   * @param schema of the data, without references
   */
  public static List<BatchField> of(Map<String, Object> schema) {
    Map<?, ?> properties = map(schema.get(PROPERTIES));
    List<?> required = schema.get("required") instanceof List<?> list ? list : List.of();
    Map<String, BatchField> fields = new LinkedHashMap<>();
    map(map(properties.get(RECIPIENT)).get(PROPERTIES))
        .forEach((key, property) -> {
          String name = properties.containsKey(key) ? RECIPIENT + "." + key : key.toString();
          BatchField field =
              of(name, "/" + RECIPIENT + "/" + key, map(property), false, titles(key.toString()));
          if (field != null) {
            fields.put(name, field);
          }
        });
    properties.forEach((key, property) -> {
      BatchField field =
          RECIPIENT.equals(key)
              ? null
              : of(key.toString(), "/" + key, map(property), required.contains(key), List.of());
      if (field != null) {
        fields.put(key.toString(), field);
      }
    });
    if (!properties.containsKey(SUBJECT)) {
      FieldSpec subject = FieldSpec.optional(SUBJECT, FieldType.TEXT);
      fields.put(SUBJECT, new BatchField(subject, "", false));
    }
    return List.copyOf(fields.values());
  }

  private static List<String> titles(String key) {
    return TITLES.getOrDefault(key, List.of());
  }

  private static @Nullable BatchField of(
      String name, String pointer, Map<?, ?> schema, boolean required, List<String> known) {
    FieldType type = type(pointer, schema);
    if (type == null) {
      return null;
    }
    List<String> titles = new ArrayList<>(known);
    if (!known.isEmpty()) {
      titles.add(name);
    } else {
      titles.addFirst(name);
    }
    if (schema.get("title") instanceof String title) {
      titles.add(title);
    }
    String example =
        schema.get("examples") instanceof List<?> examples && !examples.isEmpty()
            ? String.valueOf(examples.getFirst())
            : "";
    boolean isBoolean = "boolean".equals(schema.get("type"));
    List<?> codes = isBoolean ? List.of("true", "false") : codes(schema);
    List<FieldSpec.EnumLabel> labels =
        type == FieldType.ENUM
            ? codes.stream()
                .map(code -> new FieldSpec.EnumLabel(String.valueOf(code), List.of()))
                .toList()
            : List.of();
    return new BatchField(
        new FieldSpec(name, type, required, false, titles, labels, example), pointer, isBoolean);
  }

  /** Null if no cell can have such a value. */
  private static @Nullable FieldType type(String pointer, Map<?, ?> schema) {
    if (pointer.equals("/" + RECIPIENT + "/" + PHONE)) {
      return FieldType.PHONE;
    }
    if (pointer.equals("/" + RECIPIENT + "/honorific")) {
      return FieldType.HONORIFIC;
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "object", "array" -> null;
      case "integer" -> FieldType.INTEGER;
      case "number" -> FieldType.NUMBER;
      case "boolean" -> FieldType.ENUM;
      default ->
          !codes(schema).isEmpty()
              ? FieldType.ENUM
              : "date".equals(schema.get("format")) ? FieldType.DATE : FieldType.TEXT;
    };
  }

  private static List<?> codes(Map<?, ?> schema) {
    return schema.get("enum") instanceof List<?> values ? values : List.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** Whether it is a field of the recipient. */
  public boolean isOfRecipient() {
    return pointer.startsWith("/" + RECIPIENT + "/");
  }

  /** The name in the data. */
  public String key() {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  /** Whether it is the business key, which is no field of the data. */
  public boolean isSubject() {
    return pointer.isEmpty();
  }
}
