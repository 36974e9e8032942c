package dev.notifier.api.intake;

import dev.notifier.api.intake.EventParser.Parsed;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes one event of headers and body (CloudEvents HTTP binding 1.0, 3.1). Thread-safe. */
final class BinaryModeReader {
  private static final String PREFIX = "ce-";

  private final EventParser parser;

  BinaryModeReader(EventParser parser) {
    this.parser = parser;
  }

  Parsed read(HttpServletRequest request, byte[] body) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    for (String header : Collections.list(request.getHeaderNames())) {
      if (header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
        String name = header.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        List<String> values = Collections.list(request.getHeaders(header));
        String value = values.size() == 1 ? decode(values.getFirst()) : null;
        if (value == null || event.has(name)) {
          return new Parsed.Bad(wrong(name));
        }
        event.put(name, value);
      }
    }
    if (body.length > 0) {
      switch (parser.parse(new ByteSlice(body, BatchSplitter.skipMark(body), body.length))) {
        case Parsed.Bad bad -> {
          return below("/data", bad);
        }
        case Parsed.Json json -> event.set("data", json.node());
      }
    }
    return new Parsed.Json(event);
  }

  private static Parsed.Bad below(String prefix, Parsed.Bad bad) {
    Violation finding = bad.finding();
    return new Parsed.Bad(
        new Violation(prefix + finding.pointer(), finding.code(), finding.detail()));
  }

  private static Violation wrong(String name) {
    return new Violation(
        Violation.token(name),
        ErrorCode.INVALID_ATTRIBUTE,
        "The header ce-"
            + name.replaceAll("[^a-z0-9_-]", "?")
            + " is there twice or is not percent-encoded UTF-8. Correct it.");
  }

  /** The value that a header stands for, or null when it is not well encoded. */
  static @Nullable String decode(String header) {
    String text = unquoted(header.strip());
    ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > '~') {
        return null;
      }
      if (c != '%') {
        octets.write(c);
        continue;
      }
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      octets.write((high << 4) + low);
      i += 2;
    }
    try {
      ByteBuffer all = ByteBuffer.wrap(octets.toByteArray());
      return StandardCharsets.UTF_8.newDecoder().decode(all).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Quotation marks around a value are not part of it; a backslash in them escapes. */
  private static String unquoted(String header) {
    boolean quoted = header.length() > 1 && header.startsWith("\"") && header.endsWith("\"");
    return quoted ? header.substring(1, header.length() - 1).replaceAll("\\\\(.)", "$1") : header;
  }
}
