package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the octets of one event as JSON, strictly. Thread-safe. */
final class EventParser {
  private final JsonMapper mapper =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(IntakeLimits.MAX_JSON_DEPTH)
                          .maxNumberLength(IntakeLimits.MAX_NUMBER_CHARACTERS)
                          .maxStringLength(IntakeLimits.MAX_TEXT_CHARACTERS)
                          .maxNameLength(IntakeLimits.MAX_TEXT_CHARACTERS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          // Looked for below, where it can be told from a key that stands twice.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What reading gave. */
  sealed interface Parsed {
    record Json(JsonNode node) implements Parsed {}

    record Bad(Violation finding) implements Parsed {}
  }

  Parsed parse(ByteSlice slice) {
    if (slice.length() > IntakeLimits.MAX_EVENT_OCTETS) {
      return new Parsed.Bad(Violation.at("", ErrorCode.EVENT_TOO_LARGE));
    }
    if (!isUtf8(slice)) {
      return new Parsed.Bad(Violation.at("", ErrorCode.INVALID_UTF8));
    }
    try (JsonParser parser = mapper.createParser(slice.body(), slice.start(), slice.length())) {
      return parse(parser);
    }
  }

  private Parsed parse(JsonParser parser) {
    try {
      JsonNode node = mapper.readTree(parser);
      if (node == null || node.isMissingNode()) {
        return bad(ErrorCode.NOT_JSON, "There is nothing here. Send a JSON object.");
      }
      if (parser.nextToken() != null) {
        return bad(
            ErrorCode.NOT_JSON, "There is something behind the end of the JSON. Cut it off.");
      }
      return new Parsed.Json(node);
    } catch (StreamConstraintsException e) {
      return new Parsed.Bad(Violation.at(pointer(parser), limitOf(e)));
    } catch (StreamReadException e) {
      TokenStreamLocation at = e.getLocation();
      return bad(
          ErrorCode.NOT_JSON,
          "This is not JSON at line "
              + at.getLineNr()
              + ", column "
              + at.getColumnNr()
              + " of the event. Correct it.");
    } catch (JacksonException e) {
      return new Parsed.Bad(Violation.at(pointer(parser), ErrorCode.DUPLICATE_KEY));
    }
  }

  private static Parsed.Bad bad(ErrorCode code, String detail) {
    return new Parsed.Bad(new Violation("", code, detail));
  }

  private static String pointer(JsonParser parser) {
    return parser.streamReadContext().pathAsPointer().toString();
  }

  /** Jackson has one exception for all its limits and tells them apart in words only. */
  private static ErrorCode limitOf(StreamConstraintsException e) {
    String words = String.valueOf(e.getOriginalMessage());
    if (words.contains("nesting depth")) {
      return ErrorCode.JSON_TOO_DEEP;
    }
    return words.contains("Number") ? ErrorCode.NUMBER_TOO_LONG : ErrorCode.TEXT_TOO_LONG;
  }

  /** Jackson passes over some sequences that are not UTF-8, such as encoded surrogates. */
  private static boolean isUtf8(ByteSlice slice) {
    int octets = 0;
    for (int i = slice.start(); i < slice.end(); i++) {
      octets |= slice.body()[i];
    }
    if (octets >= 0) {
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
