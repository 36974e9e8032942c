package dev.notifier.planning.schema;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Describes violations of a JSON Schema. Never quotes the value that was sent. */
public final class SchemaDescription {
  private static final int MAX_LISTED_VALUES = 20;

  private SchemaDescription() {}

  /** The position of a violation below the validated value; for a missing field, its own. */
  public static String pointer(Error error) {
    String at = error.getInstanceLocation().toString();
    return switch (keyword(error)) {
      case "required", "additionalProperties" -> at + token(String.valueOf(error.getProperty()));
      default -> at;
    };
  }

  /**
   * Describes what the schema requires.
   *
   * @param schema the schema, without references
   */
  public static String detail(Error error, JsonNode schema) {
    JsonNode rule = error.getSchemaNode();
    String value = rule.isString() ? rule.stringValue() : rule.toString();
    String keyword = keyword(error);
    return switch (keyword) {
      case "required" -> "This field is required. Add it.";
      case "additionalProperties" -> "This field is unknown. Correct its name, or remove it.";
      case "type" -> "This field must be " + type(rule) + ".";
      case "enum" -> "This field must be one of " + values(rule) + ".";
      case "minLength" ->
          value.equals("1")
              ? "This text must not be empty."
              : "This text must have at least " + value + " characters.";
      case "maxLength" -> "This text may have at most " + value + " characters.";
      case "minimum" -> "This number must be at least " + value + ".";
      case "maximum" -> "This number may be at most " + value + ".";
      case "pattern" ->
          "This text must " + example(error, schema) + "match the pattern " + value + ".";
      case "format" -> "This text must be " + format(value) + ".";
      case "minItems" -> "This list must have at least " + value + " entries.";
      case "maxItems" -> "This list may have at most " + value + " entries.";
      case "maxProperties" -> "This object may have at most " + value + " fields.";
      case "uniqueItems" -> "This list may not contain an entry twice.";
      default -> "This field violates \"" + keyword + "\" in the schema: " + value + ".";
    };
  }

  /** A name as a reference token of a JSON Pointer, with the slash before it (RFC 6901, 3). */
  private static String token(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private static String keyword(Error error) {
    return String.valueOf(error.getKeyword());
  }

  private static String type(JsonNode rule) {
    return rule.isArray()
        ? StreamSupport.stream(rule.spliterator(), false)
            .map(type -> type(type.asString()))
            .collect(Collectors.joining(" or "))
        : type(rule.asString());
  }

  private static String type(String type) {
    return switch (type) {
      case "string" -> "a text, in quotes";
      case "integer" -> "a whole number, without quotes";
      case "number" -> "a number, without quotes";
      case "boolean" -> "true or false, without quotes";
      case "array" -> "a list, in square brackets";
      case "object" -> "an object, in curly brackets";
      case "null" -> "null";
      default -> "of type " + type;
    };
  }

  private static String format(String format) {
    return switch (format) {
      case "date" -> "a date such as 2026-12-31";
      case "date-time" -> "a time such as 2026-12-01T08:00:00+07:00";
      case "duration" -> "an ISO 8601 duration such as P3D or PT5M";
      default -> "a " + format;
    };
  }

  private static String values(JsonNode rule) {
    List<String> values = new ArrayList<>();
    for (JsonNode value : rule) {
      if (values.size() == MAX_LISTED_VALUES) {
        values.add("… (see the schema)");
        break;
      }
      values.add(value.isString() ? value.stringValue() : value.toString());
    }
    return String.join(", ", values);
  }

  /** An example from the schema is easier to understand than the pattern. */
  private static String example(Error error, JsonNode schema) {
    String path = error.getEvaluationPath().toString();
    JsonNode examples = schema.at(path.substring(0, path.lastIndexOf('/'))).path("examples");
    return examples.path(0).isString()
        ? "look like " + examples.get(0).stringValue() + " and "
        : "";
  }
}
