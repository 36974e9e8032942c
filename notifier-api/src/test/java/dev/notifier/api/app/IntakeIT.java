package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events over HTTP into Kafka. */
class IntakeIT {
  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = ApiWithStore.shared().start();
  }

  @Test
  void writesAnAcceptedEventWithANormalisedNumberAndAKeyWithoutNumber() {
    Reply reply = api.post(RunningApi.STRUCTURED, Sample.card("single"));

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
    assertThat(reply.json().path("accepted").asInt()).isEqualTo(1);
    ConsumerRecord<String, byte[]> record = records("single").getFirst();
    EventRecord event = RecordJson.read(record.value(), EventRecord.class);
    assertThat(event.phone()).isEqualTo("+84391234567");
    assertThat(event.recipient()).containsEntry("phone", "+84391234567").containsKey("fullName");
    assertThat(event.data())
        .containsEntry("daysLeft", 30)
        .doesNotContainKeys("recipient", "expiresAt");
    assertThat(event.expiresAt()).isEqualTo(Instant.parse("2099-12-31T15:00:00Z"));
    assertThat(event.tenant()).isEqualTo("default");
    assertThat(record.key())
        .isEqualTo(
            new RecipientKey(RunningApi.PRIVACY_KEY.getBytes(StandardCharsets.UTF_8))
                .of(new MobileNumber("+84391234567")));
  }

  @Test
  void anEventCanSelectATemplateVersion() {
    String pinned =
        Sample.card("pinned", "\"specversion\"", "\"templateversion\":3,\"specversion\"");
    String unpinned = Sample.card("unpinned");
    String wrong =
        Sample.card("wrong", "\"specversion\"", "\"templateversion\":\"x\",\"specversion\"");

    assertThat(api.post(RunningApi.STRUCTURED, pinned).status()).isEqualTo(202);
    assertThat(api.post(RunningApi.STRUCTURED, unpinned).status()).isEqualTo(202);
    Reply rejected = api.post(RunningApi.STRUCTURED, wrong);

    assertThat(templateVersionOf("pinned")).isEqualTo(3);
    assertThat(templateVersionOf("unpinned")).isNull();
    assertThat(rejected.status()).isEqualTo(400);
    assertThat(errors(rejected)).containsExactly("/templateversion invalid-attribute");
  }

  private static @Nullable Integer templateVersionOf(String id) {
    return RecordJson.read(records(id).getFirst().value(), EventRecord.class).templateVersion();
  }

  @Test
  void acceptsABatchAndOmitsItsItemsOnRequest() {
    String batch = "[" + Sample.card("all-1") + "," + Sample.card("all-2") + "]";

    Reply full = api.post(RunningApi.BATCH, batch);
    Reply minimal = api.post(RunningApi.BATCH, batch, "Prefer", "return=minimal");

    assertThat(full.status()).isEqualTo(202);
    assertThat(full.json().path("items")).hasSize(2);
    assertThat(minimal.status()).isEqualTo(202);
    assertThat(minimal.json().has("items")).isFalse();
    assertThat(minimal.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(minimal.header("Preference-Applied")).isEqualTo("return=minimal");
    assertThat(records("all-2")).as("a repeated event is accepted again").hasSize(2);
  }

  @Test
  void aNumberBeyondAllLimitsDoesNotAffectTheOtherEventsOfABatch() {
    List<String> events = new ArrayList<>();
    for (String number : List.of("30", "1e99999999999", "1e400", "-1e2147483648", "1e20", "30")) {
      events.add(Sample.card("number-" + events.size(), ":30}", ":" + number + "}"));
    }

    Reply reply = api.post(RunningApi.BATCH, "[" + String.join(",", events) + "]");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(207);
    assertThat(reply.json().path("items"))
        .extracting(item -> item.path("code").asString(""))
        .containsExactly(
            "",
            "number-out-of-range",
            "number-out-of-range",
            "number-out-of-range",
            "number-out-of-range",
            "");
  }

  @Test
  void anEmptyBatchIsAccepted() {
    for (String batch : List.of("[]", " [ \n] ")) {
      Reply reply = api.post(RunningApi.BATCH, batch);
      assertThat(reply.status()).isEqualTo(202);
      assertThat(reply.json().toString()).isEqualTo("{\"accepted\":0,\"rejected\":0,\"items\":[]}");
    }
  }

  @Test
  void dataInBase64IsDecoded() {
    String event = Sample.card("base64");
    String data = event.replaceFirst("(?s).*\"data\":", "").replaceFirst("}$", "");
    String encoded = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
    String withBase64 =
        event.replaceFirst("(?s)\"data\":.*", "\"data_base64\":\"" + encoded + "\"}");

    assertThat(api.post(RunningApi.STRUCTURED, withBase64).status()).isEqualTo(202);
    assertThat(api.post(RunningApi.BATCH, "[" + withBase64 + "]").status()).isEqualTo(202);
    assertThat(RecordJson.read(records("base64").getFirst().value(), EventRecord.class).data())
        .containsEntry("daysLeft", 30);
  }

  @Test
  void parametersOfMediaTypesAreAccepted() {
    for (String parameters :
        List.of("; charset=utf-8; profile=\"a,b\"", ";v=1", "; CharSet=UTF-8")) {
      assertThat(api.post(RunningApi.STRUCTURED + parameters, Sample.card("p")).status())
          .isEqualTo(202);
      assertThat(api.post(RunningApi.BATCH + parameters, "[]").status()).isEqualTo(202);
      String inside =
          Sample.card(
              "p", "application/json", "application/json" + parameters.replace("\"", "\\\""));
      assertThat(api.post(RunningApi.STRUCTURED, inside).status()).as(inside).isEqualTo(202);
    }
  }

  @Test
  void theResponseSaysWhereTheNotificationIsFound() {
    String id = "a b+c&d=é/%";
    Reply reply = api.post(RunningApi.STRUCTURED, Sample.card(id));

    String location = reply.header("Location");
    assertThat(location)
        .isEqualTo("/v1/notifications?source=%2Ftst%2Fson-la&id=a%20b%2Bc%26d%3D%C3%A9%2F%25");
    assertThat(api.get(location).code()).isEqualTo("not-found-yet");
    assertThat(api.post(RunningApi.BATCH, "[]").header("Location")).isEmpty();
  }

  @Test
  void invalidEventsOfABatchDoNotAffectTheOthers() {
    List<String> items =
        List.of(
            Sample.card("mix-1"),
            "{\"a\":",
            "[[]]",
            "",
            Sample.card("mix-2", "\"daysLeft\":30", "\"daysLeft\":30,\"daysLeft\":31"),
            Sample.card(
                "mix-3", "\"daysLeft\":30", "\"daysLeft\":" + "[".repeat(500) + "]".repeat(500)),
            Sample.card("mix-4", "01691234567", "0241234567"),
            "7",
            Sample.card("mix-5"));
    // An opening brace would include the following events: close it where the element ends.
    String batch = "[" + String.join(",", items).replace("{\"a\":", "{\"a\":}") + "]";

    Reply reply = api.post(RunningApi.BATCH, batch);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(207);
    assertThat(outcomes(reply))
        .containsExactly(
            "mix-1 accepted ",
            " rejected not-json",
            " rejected not-an-event",
            " rejected not-json",
            " rejected duplicate-key",
            " rejected json-too-deep",
            "mix-4 rejected phone-landline",
            " rejected not-an-event",
            "mix-5 accepted ");
    assertThat(reply.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(reply.json().path("rejected").asInt()).isEqualTo(7);
    assertThat(records("mix-5")).hasSize(1);
  }

  @Test
  void invalidUtf8InOneEventDoesNotAffectTheOthers() {
    String batch = "[" + Sample.card("utf-1") + "," + Sample.card("utf-2", "Thị", "Th@") + "]";
    byte[] bytes = batch.getBytes(StandardCharsets.UTF_8);
    bytes[batch.getBytes(StandardCharsets.UTF_8).length - indexFromEnd(bytes, '@')] = (byte) 0xC3;

    Reply reply = api.post(RunningApi.BATCH, bytes);

    assertThat(reply.status()).isEqualTo(207);
    assertThat(outcomes(reply)).containsExactly("utf-1 accepted ", " rejected invalid-utf8");
  }

  @Test
  void rejectsABatchWithoutAnyValidEvent() {
    String batch = "[" + Sample.card("none", "\"daysLeft\":30", "\"daysLeft\":-1") + ", 5]";

    Reply reply = api.post(RunningApi.BATCH, batch, "Prefer", "return=minimal");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("batch-rejected");
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(outcomes(reply))
        .containsExactly("none rejected invalid-data", " rejected not-an-event");
    assertThat(reply.json().path("items").get(0).path("detail").asString())
        .isEqualTo("/data/daysLeft: This number must be at least 0.");
    assertThat(reply.json().path("status").asInt()).isEqualTo(422);
    assertThat(errors(reply)).containsExactly("/0/data/daysLeft invalid-data", "/1 not-an-event");
  }

  @Test
  void reportsAllViolationsOfAnEventWithTheirPointers() {
    String event =
        Sample.card("many", "\"01691234567\"", "\"Lan 0912345678\"")
            .replace("\"validTo\":\"2026-12-31\",", "")
            .replace("\"locale\":\"vi\"", "\"locale\":\"Vietnamese\"");

    Reply reply = api.post(RunningApi.STRUCTURED, event);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(errors(reply))
        .containsExactlyInAnyOrder(
            "/data/validTo invalid-data",
            "/data/recipient/locale invalid-data",
            "/data/recipient/phone phone-letters");
    assertThat(reply.response().body())
        .as("the response does not quote the event")
        .doesNotContain("Lan", "0912345678", "Vietnamese");
    assertThat(reply.json().path("type").asString()).isEqualTo("/v3/errors#" + reply.code());
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void binaryModeReadsAttributesFromPercentEncodedHeaders() {
    String data = Sample.card("x").replaceFirst("(?s).*\"data\":", "").replaceFirst("}$", "");

    Reply reply =
        api.post(
            "application/json; charset=utf-8",
            data,
            "ce-specversion",
            "1.0",
            "ce-id",
            "binary%20S%C6%A1n%20La",
            "ce-source",
            "\"/tst/quoted\"",
            "ce-type",
            "card.expiring",
            "ce-time",
            Sample.now(),
            "ce-subject",
            "100%25");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
    EventRecord event =
        RecordJson.read(records("binary Sơn La").getFirst().value(), EventRecord.class);
    assertThat(event.source()).isEqualTo("/tst/quoted");
    assertThat(event.subject()).isEqualTo("100%");
  }

  @Test
  void reportsHealthByComponentAndMetrics() {
    api.post(RunningApi.STRUCTURED, Sample.card("counted"));
    api.post(RunningApi.STRUCTURED, Sample.card("counted", "card.expiring", "card.lost"));

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          JsonNode health = api.get("/actuator/health").json().path("components");
          assertThat(health.path("kafka").path("status").asString()).isEqualTo("UP");
          assertThat(health.path("postgres").path("status").asString()).isEqualTo("UP");
        });
    String metrics = api.get("/actuator/prometheus").response().body();
    assertThat(metrics)
        .containsPattern(
            "notifier_events_accepted_total\\{application=\"notifier-api\".*lane=\"normal\".*} [1-9]")
        .containsPattern("notifier_events_rejected_total\\{.*code=\"unknown-type\".*} [1-9]")
        .contains("notifier_events_not_confirmed_total", "notifier_intake_produce_seconds");
  }

  private static List<String> errors(Reply reply) {
    List<String> errors = new ArrayList<>();
    for (JsonNode error : reply.json().path("errors")) {
      errors.add(error.path("pointer").asString() + " " + error.path("code").asString());
    }
    return errors;
  }

  private static List<String> outcomes(Reply reply) {
    List<String> outcomes = new ArrayList<>();
    for (JsonNode item : reply.json().path("items")) {
      assertThat(item.path("index").asInt()).isEqualTo(outcomes.size());
      outcomes.add(
          item.path("eventId").asString("")
              + " "
              + item.path("status").asString()
              + " "
              + item.path("code").asString(""));
    }
    return outcomes;
  }

  private static int indexFromEnd(byte[] bytes, char character) {
    for (int i = bytes.length - 1; i >= 0; i--) {
      if (bytes[i] == character) {
        return bytes.length - i;
      }
    }
    throw new IllegalArgumentException("The character does not occur");
  }

  /** All records of one event on the lane NORMAL, up to its current end. */
  private static List<ConsumerRecord<String, byte[]>> records(String id) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, TestKafka.shared().bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG, UUID.randomUUID().toString());
    List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(Topics.events(Lane.NORMAL)).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (RecordJson.read(record.value(), EventRecord.class).id().equals(id)) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }
}
