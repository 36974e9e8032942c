package dev.notifier.api.intake;

import static java.util.Objects.requireNonNull;

import dev.notifier.api.problem.Code;
import dev.notifier.api.types.EventType;
import dev.notifier.api.types.EventTypes;
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
final class EventChecker {
  private final EventParser parser;
  private final EventTypes types;

  EventChecker(EventParser parser, EventTypes types) {
    this.parser = parser;
    this.types = types;
  }

  /** Of an event in its JSON form. */
  Checked check(String tenant, Slice slice, Instant now) {
    return switch (parser.parse(slice)) {
      case EventParser.Parsed.Bad bad -> new Checked.Bad(null, null, List.of(bad.finding()));
      case EventParser.Parsed.Json json -> check(tenant, json.node(), now);
    };
  }

  /** Of an event that was parsed. */
  Checked check(String tenant, JsonNode node, Instant now) {
    Findings findings = new Findings();
    if (!(node instanceof ObjectNode event)) {
      findings.add("", Code.NOT_AN_EVENT);
      return new Checked.Bad(null, null, findings.list());
    }
    Envelope envelope = Envelope.read(event, now, findings);
    EventType type = type(envelope, findings);
    DataCheck.Good data = type == null ? null : data(type, event, findings);
    if (!findings.none()) {
      return new Checked.Bad(
          envelope.get(Attribute.SOURCE), envelope.get(Attribute.ID), findings.list());
    }
    return good(tenant, envelope, requireNonNull(type), event, requireNonNull(data), now);
  }

  private @Nullable EventType type(Envelope envelope, Findings findings) {
    String name = envelope.get(Attribute.TYPE);
    EventType type = name == null ? null : types.find(name);
    if (name != null && type == null) {
      findings.add(
          Attribute.TYPE.pointer(),
          Code.UNKNOWN_TYPE,
          "There is no such event type. Send one of " + String.join(", ", types.names()) + ".");
    }
    return type;
  }

  private static DataCheck.@Nullable Good data(
      EventType type, ObjectNode event, Findings findings) {
    JsonNode data = event.path("data");
    if (data instanceof ObjectNode object) {
      return DataCheck.check(type, object, findings);
    }
    if (data.isMissingNode() || data.isNull()) {
      findings.add("/data", Code.MISSING_DATA);
    } else {
      findings.add("/data", Code.UNSUPPORTED_DATA_TYPE);
    }
    return null;
  }

  private static Checked.Good good(
      String tenant,
      Envelope envelope,
      EventType type,
      ObjectNode event,
      DataCheck.Good data,
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
            requireNonNull(envelope.get(Attribute.SOURCE)),
            requireNonNull(envelope.get(Attribute.ID)),
            type.form().name(),
            requireNonNull(envelope.time()),
            envelope.get(Attribute.SUBJECT),
            data.number().e164(),
            recipient,
            fields,
            type.form().category(),
            expiresAt(data, type, now),
            now,
            envelope.templateVersion());
    return new Checked.Good(record, type.form().lane(), data.number());
  }

  /** As the caller says, or as the type has it. */
  private static @Nullable Instant expiresAt(DataCheck.Good data, EventType type, Instant now) {
    Duration timeToLive = type.form().timeToLive();
    return data.expiresAt() == null && timeToLive != null ? now.plus(timeToLive) : data.expiresAt();
  }
}
