package dev.notifier.api.intake;

import com.networknt.schema.Error;
import dev.notifier.api.problem.Code;
import tools.jackson.databind.JsonNode;

/** Says in words what a schema asks for. Never quotes the event's value. */
final class SchemaWords {
  private SchemaWords() {}

  static void add(Error error, Findings findings) {
    String pointer = "/data" + error.getInstanceLocation();
    String keyword = String.valueOf(error.getKeyword());
    if (keyword.equals("required")) {
      findings.add(
          pointer + Findings.token(error.getProperty()),
          Code.INVALID_DATA,
          "This field is required. Add it.");
    } else {
      findings.add(pointer, Code.INVALID_DATA, words(keyword, error.getSchemaNode()));
    }
  }

  private static String words(String keyword, JsonNode rule) {
    String value = rule.isString() ? rule.stringValue() : rule.toString();
    return switch (keyword) {
      case "type" -> "This field must be of type " + value + ".";
      case "enum" -> "This field must be one of " + value + ".";
      case "minLength" -> "This text must have at least " + value + " characters.";
      case "maxLength" -> "This text may have at most " + value + " characters.";
      case "minimum" -> "This number must be at least " + value + ".";
      case "maximum" -> "This number may be at most " + value + ".";
      case "pattern" -> "This text must match the pattern " + value + ".";
      case "format" ->
          "This text must be a " + value + (value.equals("date") ? " such as 2026-12-31." : ".");
      case "maxItems" -> "This list may have at most " + value + " entries.";
      default -> "This field breaks the schema's rule \"" + keyword + "\": " + value + ".";
    };
  }
}
