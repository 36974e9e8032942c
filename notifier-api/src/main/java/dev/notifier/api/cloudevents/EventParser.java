package dev.notifier.api.cloudevents;

import dev.notifier.api.http.JsonSyntaxError;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses the bytes of one event strictly as JSON. Thread-safe. */
final class EventParser {
  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(EventLimits.MAX_JSON_DEPTH)
                          .maxNumberLength(EventLimits.MAX_NUMBER_CHARACTERS)
                          .maxStringLength(EventLimits.MAX_TEXT_CHARACTERS)
                          .maxNameLength(EventLimits.MAX_TEXT_CHARACTERS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Checked below, where it can be distinguished from a duplicate key.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The result of parsing. */
  sealed interface Parsed {
    record Json(JsonNode node) implements Parsed {}

    record Invalid(Violation violation) implements Parsed {}
  }

  Parsed parse(ByteSlice slice) {
    if (slice.length() > EventLimits.MAX_EVENT_BYTES) {
      return new Parsed.Invalid(Violation.at("", ErrorCode.EVENT_TOO_LARGE));
    }
    if (!isUtf8(slice)) {
      return new Parsed.Invalid(Violation.at("", ErrorCode.INVALID_UTF8));
    }
    try (JsonParser parser = mapper.createParser(slice.body(), slice.start(), slice.length())) {
      return parse(slice, parser);
    }
  }

  private Parsed parse(ByteSlice slice, JsonParser parser) {
    try {
      JsonNode node = mapper.readTree(parser);
      if (node == null || node.isMissingNode()) {
        return invalid(ErrorCode.NOT_JSON, "The JSON is empty. Send a JSON object.");
      }
      return parser.nextToken() == null ? new Parsed.Json(node) : notJson(slice);
    } catch (StreamConstraintsException e) {
      return new Parsed.Invalid(Violation.at(pointer(parser), exceededLimit(e)));
    } catch (StreamReadException e) {
      return notJson(slice);
    } catch (JacksonException e) {
      String detail =
          syntaxError(slice).map(EventParser::detail).orElse(ErrorCode.DUPLICATE_KEY.detail());
      return new Parsed.Invalid(new Violation(pointer(parser), ErrorCode.DUPLICATE_KEY, detail));
    } catch (ArithmeticException | NumberFormatException e) {
      // Jackson passes on what BigDecimal throws for an exponent beyond int, such as 1e99999999999.
      return new Parsed.Invalid(Violation.at(pointer(parser), ErrorCode.NUMBER_OUT_OF_RANGE));
    }
  }

  private static Parsed.Invalid notJson(ByteSlice slice) {
    return invalid(
        ErrorCode.NOT_JSON,
        syntaxError(slice).map(EventParser::detail).orElse("This is not JSON. Correct it."));
  }

  private static Optional<JsonSyntaxError> syntaxError(ByteSlice slice) {
    String text = new String(slice.body(), slice.start(), slice.length(), StandardCharsets.UTF_8);
    return JsonSyntaxError.find(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private static String detail(JsonSyntaxError error) {
    return "This is not accepted as JSON at "
        + error.position()
        + " of the event: "
        + error.reason()
        + ".";
  }

  private static Parsed.Invalid invalid(ErrorCode code, String detail) {
    return new Parsed.Invalid(new Violation("", code, detail));
  }

  private static String pointer(JsonParser parser) {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  /** Distinguishes the limits by the message: Jackson has one exception for all of them. */
  private static ErrorCode exceededLimit(StreamConstraintsException e) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.contains("nesting depth")) {
      return ErrorCode.JSON_TOO_DEEP;
    }
    return message.contains("Number") ? ErrorCode.NUMBER_TOO_LONG : ErrorCode.STRING_TOO_LONG;
  }

  /**
   * Checks all bytes, because Jackson accepts some invalid sequences, such as encoded surrogates.
   */
  private static boolean isUtf8(ByteSlice slice) {
    int combined = 0;
    for (int i = slice.start(); i < slice.end(); i++) {
      combined |= slice.body()[i];
    }
    if (combined >= 0) {
      return true;
    }
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(slice.body(), slice.start(), slice.length()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
