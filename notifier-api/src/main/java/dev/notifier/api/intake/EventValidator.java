package dev.notifier.api.intake;

import static java.util.Objects.requireNonNull;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.contracts.EventRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decides whether one event can be taken, and says everything that is wrong. Thread-safe. */
final class EventValidator {
  private final EventParser parser;
  private final EventTypeRegistry types;

  EventValidator(EventParser parser, EventTypeRegistry types) {
    this.parser = parser;
    this.types = types;
  }

  /** Of an event in its JSON form. */
  CheckResult check(String tenant, ByteSlice slice, Instant now) {
    return switch (parser.parse(slice)) {
      case EventParser.Parsed.Bad bad -> new CheckResult.Bad(null, null, List.of(bad.finding()));
      case EventParser.Parsed.Json json -> check(tenant, json.node(), now);
    };
  }

  /** Of an event that was parsed. */
  CheckResult check(String tenant, JsonNode node, Instant now) {
    ViolationCollector findings = new ViolationCollector();
    if (!(node instanceof ObjectNode event)) {
      findings.add("", ErrorCode.NOT_AN_EVENT);
      return new CheckResult.Bad(null, null, findings.list());
    }
    EventEnvelope envelope = EventEnvelope.read(event, now, findings);
    CompiledEventType type = type(envelope, findings);
    EventDataValidator.Good data = type == null ? null : data(type, event, findings);
    if (!findings.none()) {
      return new CheckResult.Bad(
          envelope.get(EventAttribute.SOURCE), envelope.get(EventAttribute.ID), findings.list());
    }
    return good(tenant, envelope, requireNonNull(type), event, requireNonNull(data), now);
  }

  private @Nullable CompiledEventType type(EventEnvelope envelope, ViolationCollector findings) {
    String name = envelope.get(EventAttribute.TYPE);
    CompiledEventType type = name == null ? null : types.find(name);
    if (name != null && type == null) {
      findings.add(
          EventAttribute.TYPE.pointer(),
          ErrorCode.UNKNOWN_TYPE,
          "There is no such event type. Send one of " + String.join(", ", types.names()) + ".");
    }
    return type;
  }

  private static EventDataValidator.@Nullable Good data(
      CompiledEventType type, ObjectNode event, ViolationCollector findings) {
    JsonNode data = event.path("data");
    if (data instanceof ObjectNode object) {
      return EventDataValidator.check(type, object, findings);
    }
    if (data.isMissingNode() || data.isNull()) {
      findings.add("/data", ErrorCode.MISSING_DATA);
    } else {
      findings.add("/data", ErrorCode.UNSUPPORTED_DATA_TYPE);
    }
    return null;
  }

  private static CheckResult.Good good(
      String tenant,
      EventEnvelope envelope,
      CompiledEventType type,
      ObjectNode event,
      EventDataValidator.Good data,
      Instant now) {
    Map<String, Object> fields = new LinkedHashMap<>();
    event.get("data").forEachEntry(fields::put);
    Map<String, Object> recipient = new LinkedHashMap<>();
    ((JsonNode) requireNonNull(fields.remove("recipient"))).forEachEntry(recipient::put);
    recipient.put("phone", data.number().e164());
    fields.remove("expiresAt");
    EventRecord record =
        new EventRecord(
            EventRecord.VERSION,
            tenant,
            requireNonNull(envelope.get(EventAttribute.SOURCE)),
            requireNonNull(envelope.get(EventAttribute.ID)),
            type.definition().name(),
            requireNonNull(envelope.time()),
            envelope.get(EventAttribute.SUBJECT),
            data.number().e164(),
            recipient,
            fields,
            type.definition().category(),
            expiresAt(data, type, now),
            now,
            envelope.templateVersion());
    return new CheckResult.Good(record, type.definition().lane(), data.number());
  }

  /** As the caller says, or as the type has it. */
  private static @Nullable Instant expiresAt(
      EventDataValidator.Good data, CompiledEventType type, Instant now) {
    Duration timeToLive = type.definition().timeToLive();
    return data.expiresAt() == null && timeToLive != null ? now.plus(timeToLive) : data.expiresAt();
  }
}
