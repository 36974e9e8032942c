package dev.notifier.api.eventtypes;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The part of JSON Schema 2020-12 that a kind of event may use: what can be said to callers in one
 * sentence, compared between two versions, and checked in a template. The schema is one that keeps
 * the standard already. Not thread-safe.
 */
final class SchemaRules {
  private static final int MAX_DEPTH = 6;
  private static final int MAX_FIELDS = 200;
  private static final int MAX_VALUES = 200;
  private static final int MAX_TEXT_CHARACTERS = 2_000;
  private static final int MAX_LIST_ENTRIES = 100;
  private static final String FIELD_NAME = "[A-Za-z][A-Za-z0-9_]{0,63}";

  private static final Set<String> WORDS =
      Set.of("title", "description", "examples", "$comment", "deprecated", "type", "enum");
  private static final Set<String> HEAD = Set.of("$schema", "$id");
  private static final Map<String, Set<String>> BY_TYPE =
      Map.of(
          "object", Set.of("properties", "required", "additionalProperties"),
          "array", Set.of("items", "minItems", "maxItems", "uniqueItems"),
          "string", Set.of("minLength", "maxLength", "pattern", "format"),
          "integer", Set.of("minimum", "maximum"),
          "number", Set.of("minimum", "maximum"),
          "boolean", Set.of());
  private static final Set<String> FORMATS = Set.of("date", "date-time");

  private final List<Violation> findings = new ArrayList<>();
  private int fields;

  private SchemaRules() {}

  static List<Violation> breaches(Map<String, Object> schema) {
    SchemaRules rules = new SchemaRules();
    rules.root(schema);
    return rules.findings;
  }

  private void root(Map<String, Object> schema) {
    String at = "/schema";
    if (!"object".equals(schema.get("type"))) {
      wrong(at, "An event's data is an object. Say \"type\": \"object\".");
      return;
    }
    if (!(schema.get("properties") instanceof Map<?, ?> properties)
        || !(properties.get("recipient") instanceof Map<?, ?> recipient)
        || !EventTypeRecord.RECIPIENT.equals(recipient.get("$ref"))
        || !(schema.get("required") instanceof List<?> required)
        || !required.contains("recipient")) {
      wrong(
          at,
          "Every event is about somebody. Have a required property recipient of {\"$ref\": \""
              + EventTypeRecord.RECIPIENT
              + "\"}.");
      return;
    }
    if (properties.containsKey("expiresAt")) {
      wrong(at + "/properties/expiresAt", "Every event may have expiresAt. Take it out here.");
    }
    object(at, schema, 1);
  }

  private void object(String at, Map<?, ?> schema, int depth) {
    keywords(at, schema, "object", depth == 1 ? HEAD : Set.of());
    Map<?, ?> properties = schema.get("properties") instanceof Map<?, ?> map ? map : Map.of();
    properties.forEach(
        (name, property) -> property(at + "/properties", String.valueOf(name), property, depth));
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(name -> !properties.containsKey(name))
          .forEach(
              name -> wrong(at + "/required", "What is required is described. Add " + name + "."));
    }
    Object more = schema.get("additionalProperties");
    if (!(more instanceof Boolean)) {
      wrong(
          at + (more == null ? "" : "/additionalProperties"),
          "Decide whether there may be more: \"additionalProperties\": true or false.");
    }
  }

  private void property(String at, String name, Object schema, int depth) {
    String pointer = at + Violation.token(name);
    if (++fields == MAX_FIELDS + 1) {
      wrong(pointer, "There are more than " + MAX_FIELDS + " fields. Take some out.");
    }
    if (!name.matches(FIELD_NAME)) {
      wrong(pointer, "Fields are named by letters and digits, so that templates can name them.");
    }
    if (depth == 1 && name.equals("recipient")) {
      return;
    }
    any(pointer, schema, depth + 1);
  }

  private void any(String at, @Nullable Object any, int depth) {
    if (!(any instanceof Map<?, ?> schema)) {
      wrong(at, "Describe it: say its type.");
      return;
    }
    if (schema.containsKey("$ref")) {
      wrong(at + "/$ref", "Only recipient is referred to. Write out what it refers to.");
      return;
    }
    if (depth > MAX_DEPTH) {
      wrong(at, "This is nested more than " + MAX_DEPTH + " deep. Flatten it.");
      return;
    }
    switch (type(schema)) {
      case "object" -> object(at, schema, depth);
      case "array" -> array(at, schema, depth);
      case "string" -> string(at, schema);
      case "integer", "number", "boolean" -> scalar(at, schema, type(schema));
      default -> wrong(at, "Say its one type: object, array, string, integer, number or boolean.");
    }
  }

  /** A list of values without a type is one of texts. */
  private static String type(Map<?, ?> schema) {
    if (schema.containsKey("type")) {
      return schema.get("type") instanceof String type ? type : "";
    }
    return schema.containsKey("enum") ? "string" : "";
  }

  private void array(String at, Map<?, ?> schema, int depth) {
    keywords(at, schema, "array", Set.of());
    if (number(schema, "maxItems") < 0 || number(schema, "maxItems") > MAX_LIST_ENTRIES) {
      wrong(at, "A list has a limit: add maxItems of at most " + MAX_LIST_ENTRIES + ".");
    }
    any(at + "/items", schema.get("items"), depth + 1);
  }

  private void string(String at, Map<?, ?> schema) {
    scalar(at, schema, "string");
    boolean bounded = schema.containsKey("format") || schema.containsKey("enum");
    long max = number(schema, "maxLength");
    if (max > MAX_TEXT_CHARACTERS || (max < 0 && !bounded)) {
      wrong(at, "A text has a limit: add maxLength of at most " + MAX_TEXT_CHARACTERS + ".");
    }
    if (schema.get("format") instanceof String format && !FORMATS.contains(format)) {
      wrong(at + "/format", "The formats here are date and date-time. Use a pattern instead.");
    }
    if (schema.get("pattern") instanceof String pattern) {
      SchemaPatternRules.breach(pattern).ifPresent(words -> wrong(at + "/pattern", words));
    }
  }

  private void scalar(String at, Map<?, ?> schema, String type) {
    keywords(at, schema, type, Set.of());
    if (!(schema.get("enum") instanceof List<?> values)) {
      return;
    }
    boolean fit =
        values.stream()
            .allMatch(value ->
                switch (type) {
                  case "string" -> value instanceof String;
                  case "integer" -> value instanceof Integer || value instanceof Long;
                  default -> false;
                });
    if (!fit || values.isEmpty() || values.size() > MAX_VALUES) {
      wrong(
          at + "/enum",
          "Values are texts or whole numbers, as the type says, and at most " + MAX_VALUES + ".");
    }
  }

  private void keywords(String at, Map<?, ?> schema, String type, Set<String> more) {
    Set<String> own = BY_TYPE.getOrDefault(type, Set.of());
    schema.keySet().stream()
        .map(String::valueOf)
        .filter(word -> !WORDS.contains(word) && !own.contains(word) && !more.contains(word))
        .forEach(word ->
            wrong(
                at + Violation.token(word),
                "This keyword is not used here. For type "
                    + type
                    + " there are "
                    + String.join(", ", new TreeSet<>(own.isEmpty() ? WORDS : own))
                    + "."));
  }

  /** Negative when it is not there. */
  private static long number(Map<?, ?> schema, String keyword) {
    return schema.get(keyword) instanceof Number number ? number.longValue() : -1;
  }

  private void wrong(String at, String detail) {
    findings.add(new Violation(at, ErrorCode.INVALID_SCHEMA, detail));
  }
}
