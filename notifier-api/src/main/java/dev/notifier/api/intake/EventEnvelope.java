package dev.notifier.api.intake;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The CloudEvents attributes of one event, as far as they could be read. What is wrong with them
 * goes to the findings; a value is used only when there are none.
 */
final class EventEnvelope {
  private static final Pattern EXTENSION = Pattern.compile("[a-z0-9]{1,64}");
  private static final String TEMPLATE_VERSION = "templateversion";
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
  private static final Pattern JSON_TYPE =
      Pattern.compile("(?i)application/([\\w.+-]+\\+)?json(\\s*;\\s*charset=\"?utf-8\"?)?");

  private final Map<EventAttribute, String> values = new EnumMap<>(EventAttribute.class);
  private @Nullable Instant time;
  private @Nullable Integer templateVersion;

  private EventEnvelope() {}

  static EventEnvelope read(ObjectNode event, Instant now, ViolationCollector findings) {
    EventEnvelope envelope = new EventEnvelope();
    event.forEachEntry((name, value) -> envelope.attribute(name, value, findings));
    for (EventAttribute attribute : EventAttribute.values()) {
      if (attribute.required() && !event.hasNonNull(attribute.id())) {
        findings.add(attribute.pointer(), ErrorCode.MISSING_ATTRIBUTE);
      }
    }
    envelope.checkForms(findings);
    envelope.checkTime(event, now, findings);
    return envelope;
  }

  /** As the caller sent it, or null when it is not there or is no text. */
  @Nullable String get(EventAttribute attribute) {
    return values.get(attribute);
  }

  /** When it happened. */
  @Nullable Instant time() {
    return time;
  }

  /** The version of the template that the caller wants; null = the one in force. */
  @Nullable Integer templateVersion() {
    return templateVersion;
  }

  private void attribute(String name, JsonNode value, ViolationCollector findings) {
    if (name.equals("data") || value.isNull()) {
      return;
    }
    if (name.equals(TEMPLATE_VERSION)) {
      pinned(value, findings);
      return;
    }
    EventAttribute attribute = EventAttribute.named(name);
    if (attribute != null) {
      known(attribute, value, findings);
    } else if (name.equals("data_base64")) {
      findings.add("/data_base64", ErrorCode.UNSUPPORTED_DATA_TYPE);
    } else if (!EXTENSION.matcher(name).matches()) {
      findings.add(
          Violation.token(name),
          ErrorCode.INVALID_ATTRIBUTE,
          "Names of attributes are lower-case letters and digits. Rename it.");
    } else if (value.isContainer()) {
      findings.add(
          Violation.token(name),
          ErrorCode.INVALID_ATTRIBUTE,
          "An attribute is a text, a number or a truth value. Put the rest into data.");
    }
  }

  /** A number, or its digits where it came in a header. */
  private void pinned(JsonNode value, ViolationCollector findings) {
    if (value.isIntegralNumber() || value.isString()) {
      if (VERSION.matcher(value.asString()).matches()) {
        templateVersion = Integer.valueOf(value.asString());
        return;
      }
    }
    findings.add(
        "/" + TEMPLATE_VERSION,
        ErrorCode.INVALID_ATTRIBUTE,
        "A version of a template is a whole number from 1. Send one, or leave it out.");
  }

  private void known(EventAttribute attribute, JsonNode value, ViolationCollector findings) {
    if (!value.isString()) {
      findings.add(
          attribute.pointer(), ErrorCode.INVALID_ATTRIBUTE, "This attribute is a text. Quote it.");
      return;
    }
    String text = value.stringValue();
    if (text.isEmpty()) {
      findings.add(attribute.pointer(), ErrorCode.MISSING_ATTRIBUTE);
    } else if (text.length() > attribute.maxCharacters()) {
      findings.add(
          attribute.pointer(),
          ErrorCode.ATTRIBUTE_TOO_LONG,
          "It has more than " + attribute.maxCharacters() + " characters. Shorten it.");
    } else if (ForbiddenCharacters.hasControl(text)) {
      findings.add(
          attribute.pointer(),
          ErrorCode.INVALID_ATTRIBUTE,
          "It holds a control character or half of a character. Take it out.");
    } else {
      values.put(attribute, text);
    }
  }

  private void checkForms(ViolationCollector findings) {
    String version = values.get(EventAttribute.SPECVERSION);
    if (version != null && !version.equals("1.0")) {
      findings.add(EventAttribute.SPECVERSION.pointer(), ErrorCode.UNSUPPORTED_SPECVERSION);
    }
    String source = values.get(EventAttribute.SOURCE);
    if (source != null && source.chars().anyMatch(Character::isWhitespace)) {
      findings.add(
          EventAttribute.SOURCE.pointer(),
          ErrorCode.INVALID_ATTRIBUTE,
          "source is a URI reference such as /tst/son-la and has no blanks. Take them out.");
    }
    String dataType = values.get(EventAttribute.DATACONTENTTYPE);
    if (dataType != null && !JSON_TYPE.matcher(dataType).matches()) {
      findings.add(EventAttribute.DATACONTENTTYPE.pointer(), ErrorCode.UNSUPPORTED_DATA_TYPE);
    }
  }

  private void checkTime(ObjectNode event, Instant now, ViolationCollector findings) {
    String text = values.get(EventAttribute.TIME);
    if (text == null) {
      if (!event.hasNonNull(EventAttribute.TIME.id())) {
        findings.add(EventAttribute.TIME.pointer(), ErrorCode.MISSING_TIME);
      }
      return;
    }
    time = Rfc3339.parse(text);
    if (time == null) {
      findings.add(EventAttribute.TIME.pointer(), ErrorCode.INVALID_TIME);
    } else if (time.isBefore(now.minus(IntakeLimits.MAX_AGE))) {
      findings.add(EventAttribute.TIME.pointer(), ErrorCode.EVENT_TOO_OLD);
    } else if (time.isAfter(now.plus(IntakeLimits.MAX_AHEAD))) {
      findings.add(EventAttribute.TIME.pointer(), ErrorCode.EVENT_IN_FUTURE);
    }
  }
}
