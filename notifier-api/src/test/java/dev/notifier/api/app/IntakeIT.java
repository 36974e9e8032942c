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
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** Events over HTTP into Kafka. */
class IntakeIT {
  private static TestKafka kafka;
  private static String storeUrl;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    storeUrl = RunningApi.newStoreUrl();
    api = RunningApi.start(kafka.bootstrapServers(), storeUrl);
  }

  @AfterAll
  static void stop() {
    api.close();
    kafka.close();
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
            " refused not-json",
            " refused not-an-event",
            " refused not-json",
            " refused duplicate-key",
            " refused json-too-deep",
            "mix-4 refused phone-landline",
            " refused not-an-event",
            "mix-5 accepted ");
    assertThat(reply.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(reply.json().path("refused").asInt()).isEqualTo(7);
    assertThat(records("mix-5")).hasSize(1);
  }

  @Test
  void invalidUtf8InOneEventDoesNotAffectTheOthers() {
    String batch = "[" + Sample.card("utf-1") + "," + Sample.card("utf-2", "Thị", "Th@") + "]";
    byte[] bytes = batch.getBytes(StandardCharsets.UTF_8);
    bytes[batch.getBytes(StandardCharsets.UTF_8).length - indexFromEnd(bytes, '@')] = (byte) 0xC3;

    Reply reply = api.post(RunningApi.BATCH, bytes);

    assertThat(reply.status()).isEqualTo(207);
    assertThat(outcomes(reply)).containsExactly("utf-1 accepted ", " refused invalid-utf8");
  }

  @Test
  void rejectsABatchWithoutAnyValidEvent() {
    String batch = "[" + Sample.card("none", "\"daysLeft\":30", "\"daysLeft\":-1") + ", 5]";

    Reply reply = api.post(RunningApi.BATCH, batch, "Prefer", "return=minimal");

    assertThat(reply.status()).isEqualTo(422);
    assertThat(outcomes(reply))
        .containsExactly("none refused invalid-data", " refused not-an-event");
    assertThat(reply.json().path("items").get(0).path("detail").asString())
        .isEqualTo("/data/daysLeft: This number must be at least 0.");
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
    assertThat(reply.json().path("type").asString())
        .isEqualTo("urn:notifier:problem:" + reply.code());
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
  void onlyHealthMetricsAndTheApiDescriptionNeedNoKey() {
    for (String open :
        List.of(
            "/actuator/health",
            "/actuator/prometheus",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/actuator/health/readiness")) {
      assertThat(api.send(withKey(open, null)).status()).as(open).isEqualTo(200);
    }
    for (String closed :
        List.of(
            "/v1/notifications?source=a&id=b",
            "/",
            "/actuator/env",
            "/actuator/health/../env",
            "/v3/api-docs;/../../v1/notifications",
            "/actuator/health;/../../v1/notifications")) {
      assertThat(api.send(withKey(closed, null)).status()).as(closed).isEqualTo(401);
    }
    for (String wrong :
        List.of("Bearer wrong", "Basic " + RunningApi.KEY, RunningApi.KEY, "Bearer ")) {
      Reply reply = api.send(withKey("/v1/notifications?source=a&id=b", wrong));
      assertThat(reply.status()).as(wrong).isEqualTo(401);
      assertThat(reply.code()).isEqualTo("unauthorized");
      assertThat(reply.header("WWW-Authenticate"))
          .isEqualTo("Bearer realm=\"notifier\", error=\"invalid_token\"");
    }
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
    String metrics = api.send(withKey("/actuator/prometheus", null)).response().body();
    assertThat(metrics)
        .containsPattern("notifier_events_accepted_total\\{.*lane=\"normal\".*} [1-9]")
        .containsPattern("notifier_events_rejected_total\\{.*code=\"unknown-type\".*} [1-9]")
        .contains("notifier_events_not_confirmed_total", "notifier_intake_produce_seconds");
  }

  @Test
  void unknownAddressesAndMethodsReturnProblems() {
    assertThat(api.get("/v1/nothing").code()).isEqualTo("not-found");
    assertThat(api.get("/v1/events").code()).isEqualTo("method-not-allowed");
    assertThat(api.get("/v1/events").header("Allow")).isEqualTo("POST");
    Reply unacceptable =
        api.send(api.request("/v3/api-docs").header("Accept", "image/png").build());
    assertThat(unacceptable.status()).isEqualTo(406);
    assertThat(unacceptable.code()).isEqualTo("not-acceptable");
  }

  @Test
  void theApiDescriptionListsEveryOperation() {
    JsonNode description = api.get("/v3/api-docs").json();

    assertThat(description.path("paths").propertyNames())
        .containsExactlyInAnyOrderElementsOf(api.addresses())
        .contains("/v1/events");
  }

  @Test
  void servesTheApiDescriptionAsJsonAndAsYaml() throws IOException {
    Reply json = api.get("/v3/api-docs");
    Reply yaml = api.get("/v3/api-docs.yaml");

    assertThat(json.header("Content-Type")).isEqualTo("application/json");
    assertThat(json.json()).isEqualTo(ApiDescription.read());
    assertThat(yaml.header("Content-Type")).isEqualTo("application/vnd.oai.openapi");
    assertThat(yaml.response().body())
        .isEqualTo(
            new String(
                new ClassPathResource("openapi.yaml").getContentAsByteArray(),
                StandardCharsets.UTF_8));
  }

  /** Uses a socket, because HttpClient does not send such request lines. */
  @Test
  void invalidRequestLinesReturnProblems() throws IOException {
    for (String line : List.of("GET /v1/[x] HTTP/1.1", "GET /v1/%zz HTTP/1.1", "G(T / HTTP/1.1")) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
        socket
            .getOutputStream()
            .write(
                (line + "\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        String response =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(response)
            .as(line)
            .startsWith("HTTP/1.1 4")
            .doesNotContain("Exception", "Tomcat");
        assertThat(response).as(line).containsAnyOf("problem+json", "Content-Length: 0");
      }
    }
  }

  private static HttpRequest withKey(String path, @Nullable String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.request(path).build().uri()).GET();
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.method("GET", BodyPublishers.noBody()).build();
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
          item.path("id").asString("")
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
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
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
