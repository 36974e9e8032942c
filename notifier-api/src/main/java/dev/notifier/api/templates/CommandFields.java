package dev.notifier.api.templates;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of an order such as {@code {"why":"…","at":"…","version":3}}; an empty body has none.
 */
final class CommandFields {
  private static final int MAX_WHY_CHARACTERS = 500;
  private static final Duration MAX_AHEAD = Duration.ofDays(366);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ObjectNode fields;

  private CommandFields(ObjectNode fields) {
    this.fields = fields;
  }

  /**
   * Reads.
   *
   * @param known the fields that there may be
   * @throws ProblemException when it is no object or has another field
   */
  static CommandFields read(byte[] body, Set<String> known) {
    try {
      JsonNode node = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      if (node instanceof ObjectNode object) {
        object
            .propertyNames()
            .forEach(name -> {
              if (!known.contains(name)) {
                throw bad("There is no such field. Send " + String.join(", ", known) + ".");
              }
            });
        return new CommandFields(object);
      }
    } catch (JacksonException e) {
      throw new ProblemException(ErrorCode.NOT_JSON);
    }
    throw bad("This is not a JSON object. Send one such as {\"why\": \"…\"}.");
  }

  /** Why it is done; empty when nothing is said. */
  String why() {
    JsonNode why = fields.path("why");
    String text = why.isString() ? why.stringValue().strip() : "";
    if (text.codePointCount(0, text.length()) > MAX_WHY_CHARACTERS
        || text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
      throw new ProblemException(ErrorCode.MISSING_REASON);
    }
    return text;
  }

  /** Why it is done, which must be said. */
  String reason() {
    String why = why();
    if (why.isEmpty()) {
      throw new ProblemException(ErrorCode.MISSING_REASON);
    }
    return why;
  }

  /** When it is to be done; null = now. */
  @Nullable Instant at(Instant now) {
    JsonNode at = fields.path("at");
    if (at.isMissingNode() || at.isNull()) {
      return null;
    }
    try {
      Instant time = OffsetDateTime.parse(at.asString()).toInstant();
      if (time.isAfter(now) && !time.isAfter(now.plus(MAX_AHEAD))) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    throw new ProblemException(ErrorCode.INVALID_PUBLISH_TIME);
  }

  /** The version that it is about. */
  int version() {
    JsonNode version = fields.path("version");
    if (version.isInt() && version.intValue() > 0) {
      return version.intValue();
    }
    throw bad("Say which version. Send a whole number from 1 as version.");
  }

  ObjectNode fields() {
    return fields;
  }

  private static ProblemException bad(String detail) {
    return new ProblemException(Problem.of(ErrorCode.INVALID_PARAMETER, detail));
  }
}
