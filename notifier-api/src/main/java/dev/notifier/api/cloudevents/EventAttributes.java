package dev.notifier.api.cloudevents;

import dev.notifier.api.http.ForbiddenCharacters;
import dev.notifier.api.http.Rfc3339;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.origin.OwnEvents;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The CloudEvents attributes of one event, as far as they are valid. Everything else about them is
 * added to the violations; the values are complete only if there are none.
 */
final class EventAttributes {
  private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,64}");
  private static final String TEMPLATE_VERSION = "templateversion";
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

  private final Map<EventAttribute, String> values = new EnumMap<>(EventAttribute.class);
  private @Nullable Instant time;
  private @Nullable Integer templateVersion;

  private EventAttributes() {}

  static EventAttributes read(ObjectNode event, Instant now, ViolationCollector violations) {
    EventAttributes attributes = new EventAttributes();
    event.forEachEntry((name, value) -> attributes.readAttribute(name, value, violations));
    for (EventAttribute attribute : EventAttribute.values()) {
      if (attribute.isRequired() && !event.hasNonNull(attribute.id())) {
        violations.add(attribute, ErrorCode.MISSING_ATTRIBUTE);
      }
    }
    attributes.checkFormats(violations);
    attributes.readTime(event, now, violations);
    return attributes;
  }

  /** The value as the caller sent it; null if it is missing or not a valid text. */
  @Nullable String get(EventAttribute attribute) {
    return values.get(attribute);
  }

  /** When the event happened; null if {@code time} is missing or invalid. */
  @Nullable Instant time() {
    return time;
  }

  /** The template version that the caller asks for; null selects the published one. */
  @Nullable Integer templateVersion() {
    return templateVersion;
  }

  private void readAttribute(String name, JsonNode value, ViolationCollector violations) {
    if (name.equals("data") || value.isNull()) {
      return;
    }
    EventAttribute attribute = EventAttribute.find(name);
    if (attribute != null) {
      readText(attribute, value, violations);
    } else if (name.equals(TEMPLATE_VERSION)) {
      readTemplateVersion(value, violations);
    } else if (!EXTENSION.matcher(name).matches()) {
      violations.add(
          Violation.token(name),
          ErrorCode.INVALID_ATTRIBUTE,
          "Names of attributes consist of lower-case letters and digits. Rename it.");
    } else if (value.isContainer()) {
      violations.add(
          Violation.token(name),
          ErrorCode.INVALID_ATTRIBUTE,
          "An attribute is a text, a number or a boolean. Move other values into data.");
    }
  }

  /** Reads a number, or its digits: in binary mode all values are texts. */
  private void readTemplateVersion(JsonNode value, ViolationCollector violations) {
    if ((value.isIntegralNumber() || value.isString())
        && VERSION.matcher(value.asString()).matches()) {
      templateVersion = Integer.valueOf(value.asString());
      return;
    }
    violations.add(
        "/" + TEMPLATE_VERSION,
        ErrorCode.INVALID_ATTRIBUTE,
        "A template version is a whole number from 1. Send one, or omit it.");
  }

  private void readText(EventAttribute attribute, JsonNode value, ViolationCollector violations) {
    if (!value.isString()) {
      violations.add(
          attribute, ErrorCode.INVALID_ATTRIBUTE, "This attribute must be a text. Quote it.");
      return;
    }
    String text = value.stringValue();
    if (text.isEmpty()) {
      violations.add(attribute, ErrorCode.MISSING_ATTRIBUTE);
    } else if (text.length() > attribute.maxCharacters()) {
      violations.add(
          attribute,
          ErrorCode.ATTRIBUTE_TOO_LONG,
          "It has more than " + attribute.maxCharacters() + " characters. Shorten it.");
    } else if (ForbiddenCharacters.hasControl(text)) {
      violations.add(
          attribute,
          ErrorCode.INVALID_ATTRIBUTE,
          "It contains a control character or half of a character. Remove it.");
    } else {
      values.put(attribute, text);
    }
  }

  private void checkFormats(ViolationCollector violations) {
    String version = values.get(EventAttribute.SPECVERSION);
    if (version != null && !version.equals("1.0")) {
      violations.add(EventAttribute.SPECVERSION, ErrorCode.UNSUPPORTED_SPECVERSION);
    }
    String source = values.get(EventAttribute.SOURCE);
    if (source != null && source.chars().anyMatch(Character::isWhitespace)) {
      violations.add(
          EventAttribute.SOURCE,
          ErrorCode.INVALID_ATTRIBUTE,
          "source is a URI reference such as /tst/son-la, without whitespace. Remove it.");
    }
    if (source != null && OwnEvents.hasSource(source)) {
      violations.add(EventAttribute.SOURCE, ErrorCode.RESERVED_SOURCE);
    }
    String corrected = values.get(EventAttribute.SUPERSEDES);
    if (corrected != null && corrected.equals(values.get(EventAttribute.ID))) {
      violations.add(
          EventAttribute.SUPERSEDES,
          ErrorCode.INVALID_ATTRIBUTE,
          "An event cannot correct itself. Send the id of the earlier one.");
    }
    String dataType = values.get(EventAttribute.DATACONTENTTYPE);
    if (dataType != null && !JsonMediaType.isJson(dataType)) {
      violations.add(EventAttribute.DATACONTENTTYPE, ErrorCode.UNSUPPORTED_DATA_TYPE);
    }
  }

  private void readTime(ObjectNode event, Instant now, ViolationCollector violations) {
    String text = values.get(EventAttribute.TIME);
    if (text == null) {
      if (!event.hasNonNull(EventAttribute.TIME.id())) {
        violations.add(EventAttribute.TIME, ErrorCode.MISSING_TIME);
      }
      return;
    }
    time = Rfc3339.parse(text);
    if (time == null) {
      violations.add(EventAttribute.TIME, ErrorCode.INVALID_TIME);
    } else if (time.isBefore(now.minus(EventLimits.MAX_AGE))) {
      violations.add(EventAttribute.TIME, ErrorCode.EVENT_TOO_OLD);
    } else if (time.isAfter(now.plus(EventLimits.MAX_AHEAD))) {
      violations.add(EventAttribute.TIME, ErrorCode.EVENT_IN_FUTURE);
    }
  }
}
