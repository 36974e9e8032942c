package dev.notifier.api.eventtypes;

import com.networknt.schema.Error;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Says in words what a schema asks for. Never quotes the value that was sent. */
final class SchemaDescription {
  private static final int MAX_VALUES_SAID = 20;

  private SchemaDescription() {}

  /**
   * Of one breach.
   *
   * @param pointer of what was held against the schema
   * @param rules the schema, without references
   */
  static Violation finding(String pointer, Error error, JsonNode rules) {
    String at = pointer + error.getInstanceLocation();
    String keyword = String.valueOf(error.getKeyword());
    return switch (keyword) {
      case "required" -> invalid(at + token(error), "This field is required. Add it.");
      case "additionalProperties" ->
          invalid(
              at + token(error),
              "This field is not known to the type. Check its spelling, or take it out.");
      default -> invalid(at, words(keyword, error, rules));
    };
  }

  private static Violation invalid(String pointer, String detail) {
    return new Violation(pointer, ErrorCode.INVALID_DATA, detail);
  }

  private static String token(Error error) {
    return Violation.token(String.valueOf(error.getProperty()));
  }

  private static String words(String keyword, Error error, JsonNode rules) {
    JsonNode rule = error.getSchemaNode();
    String value = rule.isString() ? rule.stringValue() : rule.toString();
    return switch (keyword) {
      case "type" -> "This field must be " + type(value) + ".";
      case "enum" -> "This field must be one of " + values(rule) + ".";
      case "minLength" ->
          value.equals("1")
              ? "This text must not be empty."
              : "This text must have at least " + value + " characters.";
      case "maxLength" -> "This text may have at most " + value + " characters.";
      case "minimum" -> "This number must be at least " + value + ".";
      case "maximum" -> "This number may be at most " + value + ".";
      case "pattern" ->
          "This text must " + example(error, rules) + "match the pattern " + value + ".";
      case "format" -> "This text must be " + format(value) + ".";
      case "minItems" -> "This list must have at least " + value + " entries.";
      case "maxItems" -> "This list may have at most " + value + " entries.";
      case "uniqueItems" -> "This list may hold no entry twice.";
      default -> "This field breaks the schema's rule \"" + keyword + "\": " + value + ".";
    };
  }

  private static String type(String type) {
    return switch (type) {
      case "string" -> "a text, in quotes";
      case "integer" -> "a whole number, without quotes";
      case "number" -> "a number, without quotes";
      case "boolean" -> "true or false, without quotes";
      case "array" -> "a list, in square brackets";
      case "object" -> "an object, in curly brackets";
      default -> "of type " + type;
    };
  }

  private static String format(String format) {
    return switch (format) {
      case "date" -> "a date such as 2026-12-31";
      case "date-time" -> "a time such as 2026-12-01T08:00:00+07:00";
      default -> "a " + format;
    };
  }

  private static String values(JsonNode rule) {
    List<String> said = new ArrayList<>();
    for (JsonNode value : rule) {
      if (said.size() == MAX_VALUES_SAID) {
        said.add("… (see the type's schema)");
        break;
      }
      said.add(value.isString() ? value.stringValue() : value.toString());
    }
    return String.join(", ", said);
  }

  /** The schema's own example helps more than its pattern. */
  private static String example(Error error, JsonNode rules) {
    String path = error.getEvaluationPath().toString();
    JsonNode examples = rules.at(path.substring(0, path.lastIndexOf('/'))).path("examples");
    return examples.path(0).isString()
        ? "look like " + examples.get(0).stringValue() + " and "
        : "";
  }
}
