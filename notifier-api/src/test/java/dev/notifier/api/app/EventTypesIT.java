package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.eventtypes.ShippedEventTypes;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes event types over HTTP, with two instances on a real broker and a real store. */
class EventTypesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";

  private static TestKafka kafka;
  private static String storeUrl;
  private static RunningApi api;
  private static RunningApi other;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    storeUrl = RunningApi.newStoreUrl();
    api = RunningApi.start(kafka.bootstrapServers(), storeUrl);
    other = RunningApi.start(kafka.bootstrapServers(), storeUrl);
  }

  @AfterAll
  static void stop() {
    api.close();
    other.close();
    kafka.close();
  }

  @Test
  void theColumnsOfAFileAreThoseOfTheExample() {
    Reply reply = api.get("/v1/event-types/card.expiring/columns");
    String header =
        api.get("/v1/event-types/card.expiring/example.csv")
            .response()
            .body()
            .lines()
            .findFirst()
            .orElseThrow();

    JsonNode columns = reply.json().path("columns");
    assertThat(columns.valueStream().map(each -> "\"" + each.path("column").asString() + "\""))
        .allMatch(header::contains)
        .hasSizeGreaterThan(5);
    JsonNode validTo =
        columns
            .valueStream()
            .filter(each -> each.path("field").asString().equals("validTo"))
            .findFirst()
            .orElseThrow();
    assertThat(validTo.path("kind").asString()).isEqualTo("date");
    assertThat(validTo.path("required").asBoolean()).isTrue();
    assertThat(validTo.path("title").asString()).isEqualTo("The last day of the card");
    JsonNode phone = columns.path(0);
    assertThat(columns.toString()).contains("\"Số điện thoại\"", "\"SĐT\"", "CITIZEN");
    assertThat(phone.path("required").asBoolean()).isFalse();
    assertThat(api.get("/v1/event-types/no.such/columns").code()).isEqualTo("event-type-not-found");
  }

  @Test
  void shippedTypesExistOnceAndArePublished() {
    JsonNode all = other.get("/v1/event-types").json().path("eventTypes");

    assertThat(all)
        .extracting(type -> type.path("name").asString())
        .containsAll(ShippedEventTypes.all().stream().map(EventTypeRecord::name).toList());
    assertThat(all.get(0).path("name").asString()).isEqualTo("account.password.reset");
    assertThat(all.get(0).path("lane").asString()).isEqualTo("urgent");
    JsonNode versions = api.get("/v1/event-types/benefit.paid/versions").json().path("versions");
    assertThat(versions).hasSize(1);
    assertThat(versions.get(0).path("changedBy").asString()).isEqualTo("shipped");
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(published()).containsKeys("benefit.paid", "visit.recorded"));
  }

  @Test
  void aTypeInYamlIsUsedByEveryInstance() {
    String yaml = yaml("card.lost");

    Reply created = put(api, "card.lost", YAML, yaml);

    assertThat(created.status()).as(created.response().body()).isEqualTo(201);
    assertThat(created.header("ETag")).isEqualTo("\"1\"");
    assertThat(api.post(RunningApi.STRUCTURED, event("card.lost", "C1")).status()).isEqualTo(202);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(other.post(RunningApi.STRUCTURED, event("card.lost", "C1")).status())
                .isEqualTo(202));
    Reply again = put(other, "card.lost", YAML, yaml);
    assertThat(again.status()).as("the same definition creates no version").isEqualTo(200);
    assertThat(again.header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void aWiderSchemaIsUsedEverywhereAndAfterARestart() {
    put(api, "card.found", YAML, yaml("card.found"));
    Reply rejected = api.post(RunningApi.STRUCTURED, event("card.found", "too long"));
    assertThat(rejected.status()).isEqualTo(422);
    assertThat(rejected.json().path("errors").get(0).path("detail").asString())
        .isEqualTo("This text may have at most 5 characters.");
    assertThat(rejected.response().body()).doesNotContain("too long");

    ObjectNode wider = form(api, "card.found");
    code(wider).put("maxLength", 50);
    Reply changed = put(api, "card.found", JSON, wider.toString(), "If-Match", "\"1\"");

    assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(api.post(RunningApi.STRUCTURED, event("card.found", "too long")).status())
        .isEqualTo(202);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(other.post(RunningApi.STRUCTURED, event("card.found", "too long")).status())
                .isEqualTo(202));
    try (RunningApi restarted = RunningApi.start(kafka.bootstrapServers(), storeUrl)) {
      assertThat(restarted.post(RunningApi.STRUCTURED, event("card.found", "too long")).status())
          .isEqualTo(202);
      assertThat(restarted.get("/v1/event-types/card.found").header("ETag")).isEqualTo("\"2\"");
    }
    JsonNode first = other.get("/v1/event-types/card.found/versions/1").json();
    assertThat(code(first).path("maxLength").asInt()).isEqualTo(5);
    assertThat(first.path("changedBy").asString()).isEqualTo("api");
  }

  @Test
  void anIncompatibleChangeIsRejectedUnlessItIsMarkedAsBreaking() {
    put(api, "card.stolen", YAML, yaml("card.stolen"));
    ObjectNode narrower = form(api, "card.stolen");
    code(narrower).put("maxLength", 4);
    ((ObjectNode) narrower.at("/schema/properties")).putObject("day").put("type", "boolean");
    ((ObjectNode) narrower.at("/schema")).withArray("required").add("day");
    for (String kind : new String[] {"typical", "longest"}) {
      ((ObjectNode) narrower.at("/samples/" + kind)).put("day", true);
    }

    Reply rejected = put(api, "card.stolen", JSON, narrower.toString());

    assertThat(rejected.status()).isEqualTo(409);
    assertThat(rejected.code()).isEqualTo("incompatible-change");
    assertThat(rejected.json().path("errors"))
        .extracting(error -> error.path("pointer").asString())
        .containsExactlyInAnyOrder("/schema/properties/code/maxLength", "/schema/properties/day");
    narrower.put("breaking", true);
    assertThat(put(api, "card.stolen", JSON, narrower.toString()).code())
        .as("the next version is required too")
        .isEqualTo("incompatible-change");
    narrower.put("version", 2);
    Reply changed = put(api, "card.stolen", JSON, narrower.toString());
    assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
    JsonNode versions = api.get("/v1/event-types/card.stolen/versions").json().path("versions");
    assertThat(versions.get(0).path("breaking").asBoolean()).isTrue();
    assertThat(api.post(RunningApi.STRUCTURED, event("card.stolen", "C1")).code())
        .isEqualTo("invalid-data");
  }

  @Test
  void ifMatchAndVersionRejectAChangeOfAnotherVersion() {
    put(api, "card.kept", YAML, yaml("card.kept"));
    ObjectNode changed = form(api, "card.kept");
    changed.put("title", "Another");

    assertThat(put(api, "card.kept", JSON, changed.toString(), "If-Match", "\"7\"").code())
        .isEqualTo("event-type-version-mismatch");
    changed.put("version", 7);
    assertThat(put(api, "card.kept", JSON, changed.toString()).status()).isEqualTo(412);
    assertThat(put(api, "card.none", YAML, yaml("card.none"), "If-Match", "\"1\"").status())
        .isEqualTo(412);
    assertThat(api.get("/v1/event-types/card.kept").header("ETag")).isEqualTo("\"1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "maxLength: 5; maxLength: 0; /samples/typical/code; invalid-sample; 422",
        "category: SERVICE; category: NEWS; /category; invalid-event-type; 422",
        "maxLength: 5; minLength: 5; /schema/properties/code; invalid-schema; 422",
        "maxLength: 5; maxLength: five; /schema/properties/code/maxLength; invalid-schema; 422",
        "title: A card; titel: A card; /titel; invalid-event-type; 422",
        "title: A card; title: [A card; ''; not-yaml; 400",
        "title: A card; title: {title: {}; ''; not-yaml; 400",
        "title: A card; lane: normal; ''; duplicate-key; 400",
      })
  void anInvalidTypeIsRejected(String from, String to, String pointer, String code, int status) {
    String yaml = yaml("card.bad");
    assertThat(yaml).contains(from);

    Reply reply = put(api, "card.bad", YAML, yaml.replace(from, to));

    assertThat(reply.code()).as(reply.response().body()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    if (pointer.startsWith("/")) {
      assertThat(reply.json().path("errors"))
          .extracting(error -> error.path("pointer").asString())
          .contains(pointer);
    }
    assertThat(api.get("/v1/event-types/card.bad").status()).isEqualTo(404);
  }

  @Test
  void unknownTypesAndInvalidRequestsAreRejected() {
    assertThat(api.get("/v1/event-types/card.gone").code()).isEqualTo("event-type-not-found");
    assertThat(api.get("/v1/event-types/benefit.payd").json().path("detail").asString())
        .endsWith("Did you mean benefit.paid?");
    assertThat(api.get("/v1/event-types/card.gone/versions").status()).isEqualTo(404);
    assertThat(api.get("/v1/event-types/benefit.paid/versions/9").status()).isEqualTo(404);
    assertThat(api.get("/v1/event-types/benefit.paid/versions/x").status()).isEqualTo(400);
    assertThat(put(api, "card.gone", "text/plain", "x").code()).isEqualTo("unsupported-media-type");
    assertThat(put(api, "card.gone", JSON, " ".repeat(300_000)).code()).isEqualTo("body-too-large");
    assertThat(put(api, "Card", YAML, yaml("Card")).json().path("errors").get(0).path("pointer"))
        .isEqualTo(JsonMapper.shared().valueToTree("/name"));
  }

  @Test
  void eventsAreRejectedUntilTheTypesAreKnownForWhichTheTopicIsEnough() {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(published()).hasSizeGreaterThanOrEqualTo(20));
    try (InterruptibleProxy broker = kafka.newProxy()) {
      broker.interrupt();
      try (RunningApi alone =
          RunningApi.start("127.0.0.1:" + broker.port(), "jdbc:postgresql://127.0.0.1:1/none")) {
        Reply reply = alone.post(RunningApi.STRUCTURED, Sample.card("a"));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isIn("event-types-unavailable", "kafka-unavailable");
        assertThat(reply.header("Retry-After")).isEqualTo("2");
        JsonNode health = alone.get("/actuator/health").json();
        assertThat(health.at("/components/eventTypes/status").asString()).isEqualTo("DOWN");

        broker.restore();

        Awaitility.await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(alone.post(RunningApi.STRUCTURED, Sample.card("a")).status())
                    .isEqualTo(202));
        assertThat(alone.get("/v1/event-types").code()).isEqualTo("store-unavailable");
        assertThat(put(alone, "card.alone", YAML, yaml("card.alone")).status()).isEqualTo(503);
      }
    }
  }

  private static ObjectNode code(JsonNode form) {
    return (ObjectNode) form.at("/schema/properties/code");
  }

  private static ObjectNode form(RunningApi from, String name) {
    return (ObjectNode) from.get("/v1/event-types/" + name).json();
  }

  private static Reply put(
      RunningApi to, String name, String type, String body, String... headers) {
    var request =
        to.request("/v1/event-types/" + name)
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return to.send(request.build());
  }

  private static String yaml(String name) {
    return """
    name: %s
    title: A card
    category: SERVICE
    lane: normal
    timeToLive: PT1H
    schema:
      type: object
      required: [recipient, code]
      additionalProperties: false
      properties:
        recipient: { $ref: "urn:notifier:schema:recipient" }
        code:
          type: string
          maxLength: 5
    samples:
      typical: { recipient: { phone: "0912345678" }, code: C1 }
      longest: { recipient: { phone: "0912345678" }, code: CCCC }
    """
        .formatted(name);
  }

  private static String event(String type, String code) {
    return """
    {"specversion":"1.0","id":"%s","source":"/tst","type":"%s","time":"%s",
     "data":{"recipient":{"phone":"0912345678"},"code":"%s"}}\
    """
        .formatted(type, type, Sample.now(), code);
  }

  /** The last record of each type on the topic. */
  private static Map<String, EventTypeRecord> published() {
    TopicPartition partition = new TopicPartition(Topics.EVENT_TYPES, 0);
    Map<String, EventTypeRecord> found = new LinkedHashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> {
              EventTypeRecord type = RecordJson.read(record.value(), EventTypeRecord.class);
              found.put(type.name(), type);
            });
      }
    }
    return found;
  }
}
