package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.planning.schema.EventSchema;
import dev.notifier.planning.schema.LinearPatterns;
import dev.notifier.templates.language.schema.ReplyFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the schema of an event type uses only the supported part of JSON Schema 2020-12:
 * rules that can be explained to callers in one sentence, compared between two versions, and
 * checked in a template. The schema complies with the standard. Not thread-safe.
 */
final class SchemaRules {
  private static final int MAX_DEPTH = 6;
  private static final int MAX_FIELDS = 200;
  private static final int MAX_VALUES = 200;
  private static final int MAX_TEXT_CHARACTERS = 2_000;
  private static final int MAX_LIST_ENTRIES = 100;
  private static final String FIELD_NAME = "[A-Za-z][A-Za-z0-9_]{0,63}";

  private static final String SECRET = EventSchema.SECRET;

  private static final Set<String> COMMON_KEYWORDS =
      Set.of("title", "description", "examples", "$comment", "deprecated", "type", "enum", SECRET);
  private static final Set<String> ROOT_KEYWORDS = Set.of("$schema", "$id");
  private static final Map<String, Set<String>> KEYWORDS_BY_TYPE =
      Map.of(
          "object", Set.of("properties", "required", "additionalProperties"),
          "array", Set.of("items", "minItems", "maxItems", "uniqueItems"),
          "string", Set.of("minLength", "maxLength", "pattern", "format"),
          "integer", Set.of("minimum", "maximum"),
          "number", Set.of("minimum", "maximum"),
          "boolean", Set.of());
  private static final Set<String> FORMATS = Set.of("date", "date-time");

  private final List<Violation> violations = new ArrayList<>();
  private int fields;

  private SchemaRules() {}

  static List<Violation> violations(Map<String, Object> schema) {
    SchemaRules rules = new SchemaRules();
    rules.root(schema);
    return rules.violations;
  }

  private void root(Map<String, Object> schema) {
    String at = "/schema";
    if (!"object".equals(schema.get("type"))) {
      reject(at, "The data of an event is an object. Set \"type\": \"object\".");
      return;
    }
    if (!(schema.get("properties") instanceof Map<?, ?> properties)
        || !(properties.get("recipient") instanceof Map<?, ?> recipient)
        || !EventTypeRecord.RECIPIENT.equals(recipient.get("$ref"))
        || !(schema.get("required") instanceof List<?> required)
        || !required.contains("recipient")) {
      reject(
          at,
          "Every event has a recipient. Add a required property recipient with {\"$ref\": \""
              + EventTypeRecord.RECIPIENT
              + "\"}.");
      return;
    }
    for (String field : List.of("expiresAt", "sendAfter")) {
      if (properties.containsKey(field)) {
        reject(at + "/properties/" + field, "Every event may have " + field + ". Remove it here.");
      }
    }
    if (properties.containsKey(ReplyFields.REPLY)) {
      reject(
          at + "/properties/" + ReplyFields.REPLY,
          "Every text has reply: how people answer it. Rename the field.");
    }
    object(at, schema, 1);
  }

  private void object(String at, Map<?, ?> schema, int depth) {
    keywords(at, schema, "object", depth == 1 ? ROOT_KEYWORDS : Set.of());
    Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
    properties.forEach(
        (name, property) -> property(at + "/properties", String.valueOf(name), property, depth));
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(name -> !properties.containsKey(name))
          .forEach(name ->
              reject(at + "/required", "The required field " + name + " has no property. Add it."));
    }
    Object more = schema.get("additionalProperties");
    if (!(more instanceof Boolean)) {
      reject(
          at + (more == null ? "" : "/additionalProperties"),
          "Set \"additionalProperties\" to true or false.");
    }
  }

  private void property(String at, String name, Object schema, int depth) {
    String pointer = at + Violation.token(name);
    if (++fields == MAX_FIELDS + 1) {
      reject(pointer, "There are more than " + MAX_FIELDS + " fields. Remove some.");
    }
    if (!name.matches(FIELD_NAME)) {
      reject(
          pointer,
          "The name of a field has letters, digits and underscores, at most 64. Rename it.");
    }
    if (depth == 1 && name.equals("recipient")) {
      return;
    }
    any(pointer, schema, depth + 1);
  }

  private void any(String at, @Nullable Object any, int depth) {
    if (!(any instanceof Map<?, ?> schema)) {
      reject(at, "The field has no description. Add an object with its type.");
      return;
    }
    if (schema.containsKey("$ref")) {
      reject(at + "/$ref", "Only recipient may be a reference. Write the schema out.");
      return;
    }
    if (depth > MAX_DEPTH) {
      reject(at, "The schema is nested more than " + MAX_DEPTH + " levels deep. Flatten it.");
      return;
    }
    switch (type(schema)) {
      case "object" -> object(at, schema, depth);
      case "array" -> array(at, schema, depth);
      case "string" -> string(at, schema);
      case "integer", "number", "boolean" -> scalar(at, schema, type(schema));
      default -> reject(at, "Set one type: object, array, string, integer, number or boolean.");
    }
  }

  /** An enum without a type contains texts. */
  private static String type(Map<?, ?> schema) {
    if (schema.containsKey("type")) {
      return schema.get("type") instanceof String type ? type : "";
    }
    return schema.containsKey("enum") ? "string" : "";
  }

  private void array(String at, Map<?, ?> schema, int depth) {
    keywords(at, schema, "array", Set.of());
    if (number(schema, "maxItems") < 0 || number(schema, "maxItems") > MAX_LIST_ENTRIES) {
      reject(at, "The list has no valid limit. Add maxItems of at most " + MAX_LIST_ENTRIES + ".");
    }
    any(at + "/items", schema.get("items"), depth + 1);
  }

  private void string(String at, Map<?, ?> schema) {
    scalar(at, schema, "string");
    boolean bounded = schema.containsKey("format") || schema.containsKey("enum");
    long max = number(schema, "maxLength");
    if (max > MAX_TEXT_CHARACTERS || (max < 0 && !bounded)) {
      reject(
          at, "The text has no valid limit. Add maxLength of at most " + MAX_TEXT_CHARACTERS + ".");
    }
    if (schema.get("format") instanceof String format && !FORMATS.contains(format)) {
      reject(
          at + "/format", "The supported formats are date and date-time. Use a pattern instead.");
    }
    if (schema.get("pattern") instanceof String pattern) {
      LinearPatterns.violation(pattern).ifPresent(detail -> reject(at + "/pattern", detail));
    }
  }

  private void scalar(String at, Map<?, ?> schema, String type) {
    keywords(at, schema, type, Set.of());
    if (!(schema.get("enum") instanceof List<?> values)) {
      return;
    }
    boolean valid =
        values.stream()
            .allMatch(value ->
                switch (type) {
                  case "string" -> value instanceof String;
                  case "integer" -> value instanceof Integer || value instanceof Long;
                  default -> false;
                });
    if (!valid || values.isEmpty() || values.size() > MAX_VALUES) {
      reject(
          at + "/enum",
          "An enum has 1 to " + MAX_VALUES + " texts or whole numbers, as the type requires.");
    }
  }

  private void keywords(String at, Map<?, ?> schema, String type, Set<String> more) {
    if (schema.containsKey(SECRET) && !(schema.get(SECRET) instanceof Boolean)) {
      reject(at + "/" + SECRET, "Whether a field is secret is true or false. Send one of them.");
    }
    Set<String> own = KEYWORDS_BY_TYPE.getOrDefault(type, Set.of());
    schema.keySet().stream()
        .map(String::valueOf)
        .filter(keyword ->
            !COMMON_KEYWORDS.contains(keyword) && !own.contains(keyword) && !more.contains(keyword))
        .forEach(keyword ->
            reject(
                at + Violation.token(keyword),
                "This keyword is not supported. The keywords for the type "
                    + type
                    + " are "
                    + String.join(", ", new TreeSet<>(own.isEmpty() ? COMMON_KEYWORDS : own))
                    + "."));
  }

  /** Returns a negative number if the keyword is missing. */
  private static long number(Map<?, ?> schema, String keyword) {
    return schema.get(keyword) instanceof Number number ? number.longValue() : -1;
  }

  private void reject(String at, String detail) {
    violations.add(new Violation(at, ErrorCode.INVALID_SCHEMA, detail));
  }
}
