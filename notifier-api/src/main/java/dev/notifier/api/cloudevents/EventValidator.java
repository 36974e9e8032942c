package dev.notifier.api.cloudevents;

import static java.util.Objects.requireNonNull;

import dev.notifier.api.cloudevents.EventDataValidator.ValidData;
import dev.notifier.api.cloudevents.EventParser.Parsed;
import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.identity.BodyDigest;
import dev.notifier.api.planning.JsonValue;
import dev.notifier.api.planning.RefusalCheck;
import dev.notifier.api.planning.RefusalChecks;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.NearNames;
import dev.notifier.api.problem.Violation;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.origin.OwnEvents;
import dev.notifier.contracts.sending.SendingRules;
import dev.notifier.numbers.MobileNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates events and reports all violations of each. Thread-safe. */
final class EventValidator {
  private final EventTypeRegistry types;
  private final RefusalChecks refusals;
  private final BodyDigest digest;
  private final boolean appliesQuietHours;

  /**
   * @param appliesQuietHours whether the quiet hours of event types apply
   */
  EventValidator(
      EventTypeRegistry types,
      RefusalChecks refusals,
      BodyDigest digest,
      boolean appliesQuietHours) {
    this.appliesQuietHours = appliesQuietHours;
    this.types = types;
    this.refusals = refusals;
    this.digest = digest;
  }

  /** Starts the validation of the events of one request. */
  OfRequest ofRequest(Sender sender, Instant now) {
    return new OfRequest(sender, now, refusals.forRequest());
  }

  /**
   * Who sends events.
   *
   * @param keyId the readable part of its key; null without a stored key
   */
  record Sender(String tenant, @Nullable String keyId) {
    static Sender of(Caller caller) {
      CallerKey key = caller.key();
      return new Sender(caller.tenant(), key == null ? null : key.id());
    }
  }

  /** Validates the events of one request. Used by one thread. */
  final class OfRequest {
    private final Sender sender;
    private final Instant now;
    private final RefusalCheck refusals;

    private OfRequest(Sender sender, Instant now, RefusalCheck refusals) {
      this.sender = sender;
      this.now = now;
      this.refusals = refusals;
    }

    /** Looks for a refusal last, because only a valid event can be planned. */
    ValidationResult validate(Parsed parsed) {
      ValidationResult result =
          switch (parsed) {
            case Parsed.Invalid invalid ->
                new ValidationResult.Invalid(null, null, List.of(invalid.violation()));
            case Parsed.Json json -> EventValidator.this.validate(sender, json.node(), now);
          };
      if (result instanceof ValidationResult.Valid(EventRecord event, Lane lane, _)) {
        Violation refusal = refusals.refusal(event, lane, now);
        if (refusal != null) {
          return new ValidationResult.Invalid(event.source(), event.id(), List.of(refusal));
        }
      }
      return result;
    }
  }

  private ValidationResult validate(Sender sender, JsonNode node, Instant now) {
    ViolationCollector violations = new ViolationCollector();
    if (!(node instanceof ObjectNode event)) {
      violations.add("", ErrorCode.NOT_AN_EVENT);
      return new ValidationResult.Invalid(null, null, violations.toList());
    }
    EventAttributes attributes = EventAttributes.read(event, now, violations);
    CompiledEventType type = findType(attributes, violations);
    ValidData data = type == null ? null : validateData(type, event, now, violations);
    if (!violations.isEmpty()) {
      return new ValidationResult.Invalid(
          attributes.get(EventAttribute.SOURCE),
          attributes.get(EventAttribute.ID),
          violations.toList());
    }
    return valid(sender, attributes, requireNonNull(type), event, requireNonNull(data), now);
  }

  private @Nullable CompiledEventType findType(
      EventAttributes attributes, ViolationCollector violations) {
    String name = attributes.get(EventAttribute.TYPE);
    if (name != null && OwnEvents.hasType(name)) {
      violations.add(EventAttribute.TYPE, ErrorCode.RESERVED_TYPE);
      return null;
    }
    CompiledEventType type = name == null ? null : types.find(name);
    if (name != null && type == null) {
      violations.add(
          EventAttribute.TYPE,
          ErrorCode.UNKNOWN_TYPE,
          ErrorCode.UNKNOWN_TYPE.detail() + NearNames.suggestion(name, types.names()));
    }
    return type;
  }

  private static @Nullable ValidData validateData(
      CompiledEventType type, ObjectNode event, Instant now, ViolationCollector violations) {
    JsonNode data = event.path("data");
    if (data instanceof ObjectNode object) {
      return EventDataValidator.validate(type, object, now, violations);
    }
    if (data.isMissingNode() || data.isNull()) {
      violations.add(EventDataValidator.DATA, ErrorCode.MISSING_DATA);
    } else {
      violations.add(EventDataValidator.DATA, ErrorCode.UNSUPPORTED_DATA_TYPE);
    }
    return null;
  }

  private ValidationResult.Valid valid(
      Sender sender,
      EventAttributes attributes,
      CompiledEventType type,
      ObjectNode event,
      ValidData data,
      Instant now) {
    Map<String, Object> fields = fieldsOf(event);
    @SuppressWarnings("unchecked") // An object: the schema of every type requires it.
    Map<String, Object> recipient =
        (Map<String, Object>) requireNonNull(fields.remove("recipient"));
    MobileNumber number = data.number();
    if (number != null) {
      recipient.put("phone", number.e164());
    }
    fields.remove("expiresAt");
    fields.remove("sendAfter");
    BodyDigest.Body body =
        new BodyDigest.Body(
            type.definition().name(),
            attributes.get(EventAttribute.SUBJECT),
            attributes.templateVersion(),
            data.expiresAt(),
            data.sendAfter(),
            attributes.get(EventAttribute.SUPERSEDES),
            recipient,
            fields);
    EventRecord record =
        new EventRecord(
            EventRecord.VERSION,
            sender.tenant(),
            requireNonNull(attributes.get(EventAttribute.SOURCE)),
            requireNonNull(attributes.get(EventAttribute.ID)),
            type.definition().name(),
            requireNonNull(attributes.time()),
            attributes.get(EventAttribute.SUBJECT),
            number == null ? null : number.e164(),
            recipient,
            fields,
            type.definition().category(),
            expiresAt(data, type, now),
            now,
            attributes.templateVersion(),
            digest.of(body),
            type.hasSecret(event.path("data")) ? true : null,
            attributes.get(EventAttribute.GROUP),
            sender.keyId());
    EventRecord complete =
        record.withSending(sending(attributes, type.definition(), data.waitsUntil(now)));
    return new ValidationResult.Valid(complete, type.definition().lane(), number);
  }

  private SendingRules sending(
      EventAttributes attributes, EventTypeRecord type, @Nullable Instant sendAfter) {
    return new SendingRules(
        sendAfter,
        appliesQuietHours ? type.quietHours() : null,
        attributes.get(EventAttribute.SUBJECT) == null ? null : type.businessKeyWindow(),
        type.sharedBusinessKey(),
        attributes.get(EventAttribute.SUPERSEDES));
  }

  private static Map<String, Object> fieldsOf(ObjectNode event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    event.get("data").forEachEntry((name, value) -> fields.put(name, JsonValue.of(value)));
    return fields;
  }

  /**
   * The caller's time, or the time to live of the type from when it may be sent; null if it has
   * none.
   */
  private static @Nullable Instant expiresAt(ValidData data, CompiledEventType type, Instant now) {
    Duration timeToLive = type.definition().timeToLive();
    if (data.expiresAt() != null || timeToLive == null) {
      return data.expiresAt();
    }
    Instant sendAfter = data.waitsUntil(now);
    return (sendAfter == null ? now : sendAfter).plus(timeToLive);
  }
}
