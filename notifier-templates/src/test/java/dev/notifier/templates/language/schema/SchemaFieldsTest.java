package dev.notifier.templates.language.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SchemaFieldsTest {
  @Test
  void readsEveryKind() {
    assertKind(FieldKind.TEXT, Map.of("type", "string"));
    assertKind(FieldKind.TEXT, Map.of("type", "string", "format", "email"));
    assertKind(FieldKind.TEXT, Map.of("enum", List.of("A")));
    assertKind(FieldKind.TEXT, Map.of("const", "A"));
    assertKind(FieldKind.DATE, Map.of("type", "string", "format", "date"));
    assertKind(FieldKind.DATE_TIME, Map.of("type", "string", "format", "date-time"));
    assertKind(FieldKind.INTEGER, Map.of("type", "integer"));
    assertKind(FieldKind.NUMBER, Map.of("type", "number"));
    assertKind(FieldKind.NUMBER, Map.of("type", List.of("integer", "number")));
    assertKind(FieldKind.BOOLEAN, Map.of("type", "boolean"));
    assertKind(FieldKind.OBJECT, Map.of("type", "object"));
    assertKind(FieldKind.OBJECT, Map.of("properties", Map.of()));
    assertKind(FieldKind.LIST, Map.of("type", "array"));
    assertKind(FieldKind.LIST, Map.of("items", Map.of()));
  }

  private static void assertKind(FieldKind kind, Map<String, ?> schema) {
    SchemaField field = only(of(schema, true));
    assertThat(field.kind()).isEqualTo(kind);
    assertThat(field.required()).isTrue();
    assertThat(only(of(schema, false)).required()).isFalse();
  }

  /** Returns the field x. */
  private static SchemaField only(SchemaField parent) {
    return Objects.requireNonNull(parent.fields().get("x"));
  }

  private static SchemaField of(Object schema, boolean required) {
    return SchemaFields.of(
        Map.of(
            "type",
            "object",
            "required",
            required ? List.of("x") : List.of("y"),
            "properties",
            Map.of("x", schema)));
  }

  @Test
  void aNullableFieldIsNotRequired() {
    SchemaField field = only(of(Map.of("type", List.of("string", "null")), true));
    assertThat(field.kind()).isEqualTo(FieldKind.TEXT);
    assertThat(field.required()).isFalse();
  }

  @Test
  void readsLengthAndValues() {
    SchemaField field =
        only(of(Map.of("type", "string", "maxLength", 5, "enum", List.of("A", 7, "B")), true));
    assertThat(field.maxLength()).isEqualTo(5);
    assertThat(field.values()).containsExactly("A", "B");
    SchemaField other = only(of(Map.of("const", "A", "maxLength", -1), true));
    assertThat(other.maxLength()).isZero();
    assertThat(other.values()).containsExactly("A");
  }

  @Test
  void readsItemsOfLists() {
    SchemaField field = only(of(Map.of("type", "array", "items", of("x")), true));
    SchemaField item = Objects.requireNonNull(field.items());
    assertThat(only(item).kind()).isEqualTo(FieldKind.INTEGER);
    assertThat(only(of(Map.of("type", "array"), true)).items()).isNull();
  }

  private static Map<String, Object> of(String name) {
    return Map.of("type", "object", "properties", Map.of(name, Map.of("type", "integer")));
  }

  @Test
  void aPropertyOfUnknownKindIsNotAField() {
    for (Object schema :
        List.of(
            true,
            Map.of(),
            Map.of("$ref", "#/x"),
            Map.of("type", "null"),
            Map.of("type", 7),
            Map.of("enum", List.of(1)),
            "x")) {
      assertThat(of(schema, true).fields()).isEmpty();
    }
    Map<String, Object> withNull = new HashMap<>();
    withNull.put("x", null);
    assertThat(SchemaFields.of(Map.of("type", "object", "properties", withNull)).fields())
        .isEmpty();
    assertThat(SchemaFields.of(Map.of("type", "object", "properties", 5, "required", 5)).fields())
        .isEmpty();
  }

  @Test
  void aSchemaOfSomethingElseHasNoFields() {
    for (Map<String, ?> schema : List.of(Map.of("type", "string"), Map.<String, Object>of())) {
      assertThat(SchemaFields.of(schema))
          .isEqualTo(new SchemaField(FieldKind.OBJECT, true, 0, List.of(), Map.of(), null));
    }
  }

  @Test
  void limitsTheDepth() {
    Map<String, Object> schema = Map.of("type", "string");
    for (int i = 0; i < 20; i++) {
      schema = Map.of("type", "object", "properties", Map.of("x", schema));
    }
    SchemaField field = SchemaFields.of(schema);
    int depth = 1;
    while (!field.fields().isEmpty()) {
      field = only(field);
      depth++;
    }
    assertThat(depth).isEqualTo(8);
  }
}
