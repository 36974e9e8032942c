package dev.notifier.api.cloudevents;

import dev.notifier.api.cloudevents.EventParser.Parsed;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds one event from headers and body (CloudEvents HTTP binding 1.0, 3.1). Thread-safe. */
final class BinaryModeReader {
  private final EventParser parser;

  BinaryModeReader(EventParser parser) {
    this.parser = parser;
  }

  /**
   * Reads an event.
   *
   * @param headers all headers of the request, with names in lower case
   * @param body the {@code data} of the event; may be empty
   */
  Parsed read(Map<String, List<String>> headers, byte[] body) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().startsWith(ContentMode.HEADER_PREFIX)) {
        String name = header.getKey().substring(ContentMode.HEADER_PREFIX.length());
        List<String> values = header.getValue();
        String value = values.size() == 1 ? decode(values.getFirst()) : null;
        if (value == null) {
          return new Parsed.Invalid(invalidHeader(name));
        }
        attributes.put(name, value);
      }
    }
    return readAttributes(attributes, body);
  }

  /**
   * Reads an event.
   *
   * @param attributes by their names, without a prefix
   * @param body the {@code data} of the event; may be empty
   */
  Parsed readAttributes(Map<String, String> attributes, byte[] body) {
    if (attributes.containsKey(EventAttribute.DATACONTENTTYPE.id())) {
      return new Parsed.Invalid(
          new Violation(
              EventAttribute.DATACONTENTTYPE.pointer(),
              ErrorCode.INVALID_ATTRIBUTE,
              "In binary mode, Content-Type is the datacontenttype. Remove the header."));
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    attributes.forEach(event::put);
    if (body.length > 0) {
      switch (parser.parse(ByteSlice.withoutByteOrderMark(body))) {
        case Parsed.Invalid invalid -> {
          return new Parsed.Invalid(below(EventDataValidator.DATA, invalid.violation()));
        }
        case Parsed.Json json -> event.set("data", json.node());
      }
    }
    return new Parsed.Json(event);
  }

  private static Violation below(String prefix, Violation violation) {
    return new Violation(prefix + violation.pointer(), violation.code(), violation.detail());
  }

  private static Violation invalidHeader(String name) {
    return new Violation(
        Violation.token(name),
        ErrorCode.INVALID_ATTRIBUTE,
        "The header ce-"
            + name.replaceAll("[^a-z0-9_-]", "?")
            + " occurs twice or is not percent-encoded UTF-8. Correct it.");
  }

  /** Decodes the value of a header; null if it is not percent-encoded UTF-8. */
  static @Nullable String decode(String header) {
    String text = unquoted(header.strip());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~') {
        return null;
      }
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.write((high << 4) + low);
      i += 2;
    }
    try {
      ByteBuffer encoded = ByteBuffer.wrap(bytes.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Removes quotation marks around a value; inside them, a backslash escapes a character. */
  private static String unquoted(String header) {
    boolean quoted = header.length() > 1 && header.startsWith("\"") && header.endsWith("\"");
    return quoted ? header.substring(1, header.length() - 1).replaceAll("\\\\(.)", "$1") : header;
  }
}
