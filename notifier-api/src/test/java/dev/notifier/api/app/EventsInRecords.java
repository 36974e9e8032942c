package dev.notifier.api.app;

import dev.notifier.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Records as upstream systems write them. */
final class EventsInRecords {
  private static final String STRUCTURED = "application/cloudevents+json; charset=UTF-8";
  private static final JsonMapper JSON = new JsonMapper();

  private EventsInRecords() {}

  /** Records that are refused, each with its name and the expected code. */
  static Map<String, ProducerRecord<byte[], byte[]>> invalid() {
    String card = Sample.card("x");
    Map<String, ProducerRecord<byte[], byte[]>> records = new LinkedHashMap<>();
    records.put("no-id missing-attribute", structured("clinic", card.replace("\"id\":\"x\",", "")));
    records.put(
        "version unsupported-specversion",
        structured("clinic", card.replace("\"1.0\"", "\"0.3\"")));
    records.put(
        "type unknown-type", structured("clinic", card.replace("card.expiring", "no.such")));
    records.put(
        "answer reserved-type", structured("clinic", card.replace("card.expiring", "reply.x")));
    records.put("key type-not-allowed", structured("clinic", renewed("not-allowed")));
    records.put(
        "number phone-landline",
        structured("clinic", card.replace("01691234567", "024 3825 1234")));
    records.put("large event-too-large", structured("clinic", card + " ".repeat(70_000)));
    byte[] latin = card.getBytes(StandardCharsets.UTF_8);
    latin[latin.length - 5] = (byte) 0xff;
    records.put("bytes invalid-utf8", record("clinic", STRUCTURED, latin));
    records.put("null empty-body", record("clinic", STRUCTURED, null));
    records.put("json not-json", structured("clinic", card.substring(0, 40)));
    records.put("array not-an-event", structured("clinic", "[" + card + "]"));
    records.put(
        "twice duplicate-key",
        structured("clinic", card.replace("\"id\":\"x\"", "\"id\":\"x\",\"id\":\"y\"")));
    records.put("none unsupported-media-type", record("clinic", null, bytes(card)));
    records.put("xml unsupported-media-type", record("clinic", "application/xml", bytes(card)));
    records.put(
        "batch unsupported-media-type",
        record("clinic", "application/cloudevents-batch+json", bytes("[" + card + "]")));
    records.put("plain unsupported-media-type", record("clinic", "application/json", bytes(card)));
    records.put(
        "unknown unsupported-charset",
        record("clinic", "application/cloudevents+json; charset=no-such", bytes(card)));
    records.put(
        "charset unsupported-charset",
        record("clinic", "application/cloudevents+json; charset=ISO-8859-1", bytes(card)));
    ProducerRecord<byte[], byte[]> twice = binary("clinic", "y", card);
    twice.headers().add("ce_id", bytes("z"));
    records.put("headers invalid-attribute", twice);
    records.put(
        "old event-too-old",
        structured("clinic", card.replaceAll("\"time\":\"[0-9]{4}", "\"time\":\"2019")));
    records.put("time missing-time", structured("clinic", card.replace("\"time\"", "\"other\"")));
    records.put(
        "data missing-data", structured("clinic", card.replaceAll("(?s)\"data\":.*", "\"a\":1}")));
    records.put(
        "field invalid-data",
        structured("clinic", card.replace("\"daysLeft\":30", "\"daysLeft\":\"a\"")));
    return records;
  }

  /** A valid event of another type. */
  private static String renewed(String id) {
    return Sample.card(id)
        .replace("card.expiring", "card.renewed")
        .replace(",\"daysLeft\":30", ",\"validFrom\":\"2026-01-01\",\"facilityName\":\"A\"");
  }

  static ProducerRecord<byte[], byte[]> structured(String client, String event) {
    return record(client, STRUCTURED, bytes(event));
  }

  static ProducerRecord<byte[], byte[]> binary(String client, String id, String event) {
    JsonNode json = JSON.readTree(event);
    ProducerRecord<byte[], byte[]> record =
        record(client, "application/json", bytes(json.path("data").toString()));
    Stream.of("specversion", "source", "type", "time", "subject")
        .forEach(name -> record.headers().add("ce_" + name, bytes(json.path(name).asString(""))));
    record.headers().add("ce_id", bytes(id));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String client, @Nullable String contentType, byte @Nullable [] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.eventsIn(client), null, value);
    if (contentType != null) {
      record.headers().add("content-type", bytes(contentType));
    }
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
