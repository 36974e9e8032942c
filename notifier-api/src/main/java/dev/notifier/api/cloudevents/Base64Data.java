package dev.notifier.api.cloudevents;

import dev.notifier.api.cloudevents.EventParser.Parsed;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Replaces {@code data_base64} by {@code data} (CloudEvents JSON format 1.0, 3.1). Thread-safe. */
final class Base64Data {
  private static final String MEMBER = "data_base64";
  private static final String POINTER = "/" + MEMBER;

  private final EventParser parser;

  Base64Data(EventParser parser) {
    this.parser = parser;
  }

  Parsed decode(Parsed parsed) {
    if (!(parsed instanceof Parsed.Json(ObjectNode event)) || !event.hasNonNull(MEMBER)) {
      return parsed;
    }
    JsonNode encoded = event.get(MEMBER);
    if (event.hasNonNull("data")) {
      return invalid(
          ErrorCode.INVALID_ATTRIBUTE, "The event has data and data_base64. Send one of them.");
    }
    if (!encoded.isString()) {
      return invalid(ErrorCode.INVALID_ATTRIBUTE, "data_base64 is not a text. Send Base64.");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(encoded.stringValue());
    } catch (IllegalArgumentException e) {
      return invalid(
          ErrorCode.INVALID_ATTRIBUTE,
          "data_base64 is not Base64 (RFC 4648, section 4). Encode the data again.");
    }
    return switch (parser.parse(ByteSlice.withoutByteOrderMark(bytes))) {
      case Parsed.Invalid(Violation violation) ->
          new Parsed.Invalid(
              new Violation(POINTER + violation.pointer(), violation.code(), violation.detail()));
      case Parsed.Json(JsonNode data) -> {
        ObjectNode decoded = event.deepCopy();
        decoded.remove(MEMBER);
        decoded.set("data", data);
        yield new Parsed.Json(decoded);
      }
    };
  }

  private static Parsed invalid(ErrorCode code, String detail) {
    return new Parsed.Invalid(new Violation(POINTER, code, detail));
  }
}
