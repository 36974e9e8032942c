package dev.notifier.local.topics;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.contracts.audit.AuditHeadRecord;
import dev.notifier.contracts.wire.RecordFormats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows a record of a topic as one line of JSON. */
public final class RecordView {
  private static final Map<String, RecordFormat<?>> FORMATS =
      Map.of(
          Topics.BINDS, RecordFormats.JOURNAL,
          Topics.RECEIPTS, RecordFormats.INBOUND,
          Topics.INBOUND, RecordFormats.INBOUND,
          Topics.STATUSES, RecordFormats.STATUSES,
          Topics.ROUTES, RouteRecord.FORMAT,
          Topics.SESSIONS, SessionRecord.FORMAT,
          Topics.EVENT_TYPES, EventTypeRecord.FORMAT,
          Topics.AUDIT_HEADS, AuditHeadRecord.FORMAT);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final boolean personalData;

  /**
   * @param personalData whether numbers, texts and the data of events are shown
   */
  public RecordView(boolean personalData) {
    this.personalData = personalData;
  }

  /** The line: position, time and key of the record, and the record or why it cannot be read. */
  public String line(ConsumerRecord<byte[], byte[]> source) {
    ObjectNode line = JSON.createObjectNode();
    line.put("partition", source.partition());
    line.put("offset", source.offset());
    line.put("time", Instant.ofEpochMilli(source.timestamp()).toString());
    String key = key(source.key());
    line.put("key", key);
    line.put("bytes", source.value() == null ? 0 : source.value().length);
    RecordFormat<?> format = format(source.topic(), key);
    if (format != null) {
      add(line, format.decode(source.value()));
    }
    return line.toString();
  }

  private void add(ObjectNode line, Decoded<?> decoded) {
    switch (decoded) {
      case Decoded.Complete<?>(VersionedRecord record) -> line.set("record", json(record));
      case Decoded.Unreadable<?>(var problem, var detail) ->
          line.put("problem", problem + ", " + detail);
      case Decoded.Newer<?>(int version, int known) ->
          line.put("problem", "version " + version + "; this program reads up to " + known);
    }
  }

  private JsonNode json(VersionedRecord record) {
    JsonNode json = JSON.readTree(RecordJson.write(record));
    if (!personalData) {
      RecordMask.hide(json);
    }
    return json;
  }

  /** The format of a topic's records; null if they have none or the topic is another program's. */
  private static @Nullable RecordFormat<?> format(String topic, @Nullable String key) {
    if (topic.startsWith("notifier.events.")) {
      return EventRecord.FORMAT;
    }
    if (topic.startsWith("notifier.submit.") || topic.startsWith("notifier.retry.")) {
      return RecordFormats.SUBMIT;
    }
    if (topic.equals(Topics.TEMPLATES)) {
      return key != null && PublishedVersionRecord.isKey(key)
          ? PublishedVersionRecord.FORMAT
          : TemplateRecord.FORMAT;
    }
    return FORMATS.get(topic);
  }

  /** A name, or the hexadecimal digits of a digest. */
  private static @Nullable String key(byte @Nullable [] key) {
    if (key == null) {
      return null;
    }
    for (byte each : key) {
      if (each < ' ' || each == Byte.MAX_VALUE) {
        return HexFormat.of().formatHex(key);
      }
    }
    return new String(key, StandardCharsets.US_ASCII);
  }
}
