package dev.notifier.worker.uploads;

import dev.notifier.batchfiles.line.FieldSpec;
import dev.notifier.batchfiles.line.FieldType;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.planning.schema.EventSchema;
import dev.notifier.planning.schema.EventSchemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event type of a batch. Immutable and thread-safe.
 *
 * @param schema of its data
 * @param fields that can have a column, in the order of the schema; those of the recipient first
 */
record BatchType(EventTypeRecord definition, EventSchema schema, List<Field> fields) {
  static final String PHONE = "phone";
  static final String PERSON = "personRef";

  private static final String RECIPIENT = "recipient";
  private static final String PROPERTIES = "properties";
  private static final String SUBJECT = "subject";

  /** What people call fields of the recipient. */
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
   * A field.
   *
   * @param spec how its cells are read
   * @param pointer where it is in the data (RFC 6901); empty for the business key
   * @param isBoolean whether its code is true or false
   */
  record Field(FieldSpec spec, String pointer, boolean isBoolean) {
    boolean ofRecipient() {
      return pointer.startsWith("/" + RECIPIENT + "/");
    }

    /** The name in the data. */
    String key() {
      return pointer.substring(pointer.lastIndexOf('/') + 1);
    }

    boolean isSubject() {
      return pointer.isEmpty();
    }
  }

  static BatchType of(EventTypeRecord definition, EventSchemas schemas) {
    EventSchema schema = schemas.compile(definition.schema());
    Map<String, Object> all = schema.fields();
    Map<?, ?> properties = map(all.get(PROPERTIES));
    List<?> required = all.get("required") instanceof List<?> list ? list : List.of();
    Map<String, Field> fields = new LinkedHashMap<>();
    map(map(properties.get(RECIPIENT)).get(PROPERTIES))
        .forEach((name, property) ->
            add(fields, name.toString(), map(property), properties.containsKey(name), true, false));
    properties.forEach((name, property) -> {
      if (!RECIPIENT.equals(name)) {
        add(fields, name.toString(), map(property), false, false, required.contains(name));
      }
    });
    if (!properties.containsKey(SUBJECT)) {
      fields.put(
          SUBJECT, new Field(FieldSpec.optional(SUBJECT, FieldType.TEXT, "Khoá"), "", false));
    }
    return new BatchType(definition, schema, List.copyOf(fields.values()));
  }

  private static void add(
      Map<String, Field> fields,
      String key,
      Map<?, ?> schema,
      boolean isTaken,
      boolean ofRecipient,
      boolean required) {
    FieldType type = type(key, schema, ofRecipient);
    if (type == null) {
      return;
    }
    List<String> titles = new ArrayList<>();
    if (ofRecipient) {
      titles.addAll(TITLES.getOrDefault(key, List.of()));
    }
    if (schema.get("title") instanceof String title) {
      titles.add(title);
    }
    String name = isTaken ? RECIPIENT + "." + key : key;
    FieldSpec spec =
        required
            ? FieldSpec.required(name, type, titles.toArray(String[]::new))
            : FieldSpec.optional(name, type, titles.toArray(String[]::new));
    boolean isBoolean = "boolean".equals(schema.get("type"));
    if (type == FieldType.ENUM) {
      List<?> codes = isBoolean ? List.of("true", "false") : (List<?>) List.copyOf(values(schema));
      spec =
          spec.withLabels(
              codes.stream()
                  .map(code -> new FieldSpec.EnumLabel(code.toString(), List.of()))
                  .toArray(FieldSpec.EnumLabel[]::new));
    }
    fields.put(name, new Field(spec, (ofRecipient ? "/" + RECIPIENT : "") + "/" + key, isBoolean));
  }

  /** Null if no cell can have such a value. */
  private static @Nullable FieldType type(String key, Map<?, ?> schema, boolean ofRecipient) {
    if (ofRecipient && key.equals(PHONE)) {
      return FieldType.PHONE;
    }
    if (ofRecipient && key.equals("honorific")) {
      return FieldType.HONORIFIC;
    }
    return switch (String.valueOf(schema.get("type"))) {
      case "object", "array" -> null;
      case "integer" -> FieldType.INTEGER;
      case "number" -> FieldType.NUMBER;
      case "boolean" -> FieldType.ENUM;
      default ->
          !values(schema).isEmpty()
              ? FieldType.ENUM
              : "date".equals(schema.get("format")) ? FieldType.DATE : FieldType.TEXT;
    };
  }

  private static List<?> values(Map<?, ?> schema) {
    return schema.get("enum") instanceof List<?> values ? values : List.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** How the cells of all fields are read. */
  List<FieldSpec> specs() {
    return fields.stream().map(Field::spec).toList();
  }

  /** The field with a name of its column; null if there is none. */
  @Nullable Field field(String name) {
    return fields.stream()
        .filter(field -> field.spec().name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
