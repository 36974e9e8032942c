package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.TestKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The life of templates over HTTP, with two programs on one broker and one store. */
class TemplatesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EDITOR = "the-key-of-the-editor";
  private static final String REVIEWER = "the-key-of-the-reviewer";
  private static final String ID = "card-expiring";

  private static TestKafka kafka;
  private static String storeUrl;
  private static RunningApi api;
  private static RunningApi other;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    storeUrl = RunningApi.newStoreUrl();
    api = running();
    other = running();
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> api.get("/v1/templates").json().path("templates").size() == 20);
  }

  private static RunningApi running() {
    return RunningApi.start(
        kafka.bootstrapServers(),
        storeUrl,
        "--notifier.operators.editor.key=" + EDITOR,
        "--notifier.operators.reviewer.key=" + REVIEWER);
  }

  @AfterAll
  static void stop() {
    other.close();
    api.close();
    kafka.close();
  }

  @Test
  void theShippedTemplatesAreInForceAndPublishedOnce() {
    for (JsonNode template : api.get("/v1/templates").json().path("templates")) {
      JsonNode versions = template.path("versions");
      JsonNode first = versions.get(versions.size() - 1);
      assertThat(first.path("version").asInt()).as(template.toString()).isEqualTo(1);
      assertThat(first.path("submittedBy").asString()).isEqualTo("shipped");
      assertThat(versions.valueStream())
          .filteredOn(version -> version.path("submittedBy").asString().equals("shipped"))
          .hasSize(1);
    }
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          assertThat(topic()).containsKey("case-decided/1").containsKey("case-decided/published");
          assertThat(topic().keySet().stream().filter(PublishedVersionRecord::isKey)).hasSize(20);
        });
  }

  @Test
  void fromADraftIntoForceAndBackWithTwoPeople() {
    String template = template("hết hạn ngày");
    assertThat(put("/v1/templates/" + ID + "/draft", template, EDITOR).status()).isEqualTo(200);
    int version = submit();

    Reply own = act(version, "approve", "{}", EDITOR);
    assertThat(own.status()).isEqualTo(403);
    assertThat(own.code()).isEqualTo("self-approval");
    assertThat(act(version, "publish", "{}", EDITOR).code()).isEqualTo("not-approved");
    assertThat(act(version, "approve", "{\"why\":\"good\"}", REVIEWER).status()).isEqualTo(200);
    Reply published = act(version, "publish", "{}", EDITOR);
    assertThat(published.json().path("state").asString()).isEqualTo("published");
    awaitInForce(version);
    assertThat(version(ID + "/" + version).source().get("eventType")).isEqualTo("card.expiring");

    Reply diff = api.get("/v1/templates/" + ID + "/diff?from=1&to=" + version);
    assertThat(diff.json().path("variants").isEmpty()).isFalse();

    assertThat(rollBack("{\"version\":1}").code()).isEqualTo("missing-reason");
    assertThat(rollBack("{\"version\":1,\"why\":\"asked for\"}").status()).isEqualTo(200);
    awaitInForce(1);
    assertThat(other.get("/v1/templates/" + ID).json().path("published").asInt()).isEqualTo(1);
    assertThat(act(version, "retire", "{\"why\":\"not used\"}", REVIEWER).status()).isEqualTo(200);
    Awaitility.await().atMost(LIMIT).until(() -> !topic().containsKey(ID + "/" + version));

    List<String> steps =
        api.get("/v1/templates/" + ID + "/audit")
            .json()
            .path("entries")
            .valueStream()
            .filter(entry -> entry.path("version").asInt(version) == version)
            .map(entry -> entry.path("action").asString() + " " + entry.path("by").asString())
            .toList();
    assertThat(steps)
        .containsSubsequence(
            "save editor",
            "submit editor",
            "approve reviewer",
            "publish editor",
            "retire reviewer");
  }

  @Test
  void ofTwoProgramsOnePublishesAtTheTime() {
    String id = "case-decided";
    JsonNode source = api.get("/v1/templates/" + id + "/versions/1").json().path("template");
    String changed = source.toString().replaceFirst("BHXHVN: ", "BHXHVN:  ");
    assertThat(put("/v1/templates/" + id + "/draft", changed, EDITOR).status()).isEqualTo(200);
    int version =
        post("/v1/templates/" + id + "/draft/submit", "", EDITOR).json().path("version").asInt();
    post(path(id, version, "approve"), "", REVIEWER);
    String at = Clock.systemUTC().instant().plusSeconds(2).toString();

    Reply scheduled = post(path(id, version, "publish"), "{\"at\":\"" + at + "\"}", EDITOR);

    assertThat(scheduled.json().path("state").asString()).isEqualTo("scheduled");
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> api.get("/v1/templates/" + id).json().path("published").asInt() == version);
    assertThat(api.get("/v1/templates/" + id + "/audit").json().path("entries").valueStream())
        .filteredOn(entry -> entry.path("by").asString().equals("schedule"))
        .hasSize(1);
    assertThat(
            post(path(id, version, "publish"), "{\"at\":\"2020-01-01T00:00:00Z\"}", EDITOR).code())
        .isEqualTo("invalid-publish-time");
  }

  @Test
  void mistakesHaveTheirPlace() {
    String wrong =
        """
        id: notice-published
        eventType: notice.published
        diacritics: strip
        maxSegments: 2
        links: refuse
        variants:
          - locale: vi
            text: |
              BHXHVN:
              {{ txet }}
        """;
    Reply reply = put("/v1/templates/notice-published/draft", wrong, EDITOR);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("template-errors");
    JsonNode mistake = reply.json().path("errors").get(0);
    assertThat(mistake.path("pointer").asString()).isEqualTo("/variants/0/text");
    assertThat(mistake.path("code").asString()).isEqualTo("unknown-name");
    assertThat(mistake.path("line").asInt()).isEqualTo(2);
    assertThat(mistake.path("column").asInt()).isPositive();

    Reply form = put("/v1/templates/notice-published/draft", "id: [", EDITOR);
    assertThat(form.code()).isEqualTo("invalid-template");
    assertThat(form.json().path("errors").get(0).path("line").asInt()).isPositive();
    assertThat(put("/v1/templates/x/draft", wrong, EDITOR).code()).isEqualTo("invalid-template");
  }

  @Test
  void aChangeOfATypeThatBreaksWhatIsInForceIsRefused() {
    String type = api.get("/v1/event-types/visit.recorded").response().body();
    String broken = type.replace("\"facilityName\"", "\"clinicName\"");
    assertThat(broken).isNotEqualTo(type);

    Reply reply =
        put(
            "/v1/event-types/visit.recorded",
            broken.replaceFirst("\"version\":\\d+", "\"version\":2,\"breaking\":true"),
            EDITOR);

    assertThat(reply.status()).as(reply.response().body()).isBetween(409, 422);
    assertThat(reply.response().body()).contains("breaks-published-template", "visit-recorded");
  }

  /** Another program changed the type, and this one has not heard of it. */
  @Test
  void whatIsPublishedFitsTheTypeThatTheStoreHolds() {
    String id = "voluntary-due";
    JsonNode source = api.get("/v1/templates/" + id + "/versions/1").json().path("template");
    String changed = source.toString().replaceFirst("BHXHVN: ", "BHXHVN:  ");
    put("/v1/templates/" + id + "/draft", changed, EDITOR);
    int version =
        post("/v1/templates/" + id + "/draft/submit", "", EDITOR).json().path("version").asInt();
    assertThat(post(path(id, version, "approve"), "", REVIEWER).status()).isEqualTo(200);
    var dataSource = new DriverManagerDataSource(storeUrl);
    JdbcClient.create(dataSource)
        .sql(
            """
            update event_types set version = 2, spec =
              replace(replace(spec::text, '"payBefore"', '"dueDate"'), '"version":1', '"version":2')
                ::json
            where name = 'voluntary.due'
            """)
        .update();

    Reply reply = post(path(id, version, "publish"), "", EDITOR);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("template-errors");
    assertThat(reply.response().body()).contains("payBefore");
  }

  @Test
  void whatCarriersApprovedIsPublished() {
    Reply reply =
        put(
            "/v1/templates/benefit-paid/registrations/viettel",
            "{\"registeredId\":\"VT-1\",\"status\":\"approved\",\"maxLengths\":{\"a\":5}}",
            EDITOR);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> inForce("benefit-paid").registrations().containsKey("viettel"));
    assertThat(
            put(
                    "/v1/templates/benefit-paid/registrations/viettel",
                    "{\"status\":\"perhaps\"}",
                    EDITOR)
                .code())
        .isEqualTo("invalid-registration");
    assertThat(api.get("/v1/templates/nobody/registrations").code())
        .isEqualTo("template-not-found");
  }

  @Test
  void aPreviewShowsTheWireAndItsCost() {
    Reply reply = post("/v1/templates/case-received/versions/1/preview", "", EDITOR);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    JsonNode line = reply.json().path("previews").get(0);
    assertThat(line.path("text").asString()).contains("BHXHVN");
    assertThat(line.path("segments").asInt()).isPositive();
    assertThat(reply.json().path("mistakes").isEmpty()).isTrue();
  }

  @Test
  void aPreviewOfOnesOwnDataListsWhatGoesAsSomethingElse() {
    String data =
        """
        {"data":{"recipient":{"kind":"CITIZEN","phone":"0912345678","locale":"vi"},
         "caseCode":"1","procedureName":"“hưởng” – “một lần”","receivedDate":"2026-11-02",
         "dueDate":"2026-11-09","officeName":"BHXH TP. Hà Nội"}}
        """;
    Reply reply = post("/v1/templates/case-received/versions/1/preview", data, EDITOR);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    JsonNode swaps = reply.json().path("previews").get(0).path("swaps");
    assertThat(swaps.valueStream().map(JsonNode::toString))
        .containsExactly(
            swapped("“", "U+201C", "\\\"", 2),
            swapped("”", "U+201D", "\\\"", 2),
            swapped("–", "U+2013", "-", 1));
  }

  private static String swapped(String character, String codePoint, String by, int times) {
    return """
    {"character":"%s","codePoint":"%s","by":"%s","times":%d,"why":"typographic"}\
    """
        .formatted(character, codePoint, by, times);
  }

  /** As curl sends it when it is told to POST and no more: without a length. */
  @Test
  void aPreviewNeedsNoBody() throws IOException {
    String path = "/v1/templates/case-received/versions/1/preview";
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
            .formatted(path, EDITOR);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 200").contains("\"previews\":[{");
    }
  }

  @Test
  void whatIsExportedIsImportedWithoutAChange() {
    Reply exported = api.get("/v1/templates/export");
    assertThat(exported.json().path("files").size()).isEqualTo(20);

    Reply imported = post("/v1/templates/import?dryRun=true", exported.response().body(), EDITOR);

    assertThat(imported.status()).as(imported.response().body()).isEqualTo(200);
    assertThat(imported.json().path("files").valueStream())
        .filteredOn(file -> file.path("id").asString().equals("pension-scheduled"))
        .hasSize(1)
        .allSatisfy(file ->
            assertThat(file.path("outcome").asString()).as(file.toString()).isEqualTo("unchanged"));
  }

  /** What curl sends when it is told no type: the body may be gone before we see it. */
  @Test
  void formsAreNoOrders() {
    Reply reply =
        api.send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:"
                            + api.port()
                            + "/v1/templates/benefit-paid/registrations/mobi"))
                .header("Authorization", "Bearer " + EDITOR)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(BodyPublishers.ofString("{\"status\":\"draft\"}"))
                .build());

    assertThat(reply.status()).isEqualTo(415);
    assertThat(reply.code()).isEqualTo("unsupported-media-type");
  }

  @Test
  void everyOtherKeyIsRefused() {
    assertThat(send("GET", "/v1/templates", null, "not-a-key-of-anybody").status()).isEqualTo(401);
  }

  private static String template(String words) {
    return """
    id: card-expiring
    eventType: card.expiring
    diacritics: strip
    maxSegments: 2
    links: refuse
    variants:
      - locale: vi
        text: "BHXHVN: The {{ cardNo | mask }} %s {{ validTo | date }}"
    """
        .formatted(words);
  }

  private static int submit() {
    Reply reply = post("/v1/templates/" + ID + "/draft/submit", "{\"why\":\"new\"}", EDITOR);
    assertThat(reply.json().path("state").asString()).isEqualTo("in-review");
    return reply.json().path("version").asInt();
  }

  private static Reply act(int version, String action, String body, String key) {
    return post(path(ID, version, action), body, key);
  }

  private static String path(String id, int version, String action) {
    return "/v1/templates/" + id + "/versions/" + version + "/" + action;
  }

  private static Reply rollBack(String body) {
    return post("/v1/templates/" + ID + "/roll-back", body, REVIEWER);
  }

  private static Reply put(String path, String body, String key) {
    return send("PUT", path, body, key);
  }

  private static Reply post(String path, String body, String key) {
    return send("POST", path, body, key);
  }

  private static Reply send(String method, String path, @Nullable String body, String key) {
    boolean yaml = body != null && body.startsWith("id: ");
    return api.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", yaml ? "application/yaml" : "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  private static void awaitInForce(int version) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> Integer.valueOf(version).equals(inForce(ID).version()));
  }

  private static PublishedVersionRecord inForce(String id) {
    return RecordJson.read(
        topic().getOrDefault(id + "/published", new byte[0]), PublishedVersionRecord.class);
  }

  private static TemplateRecord version(String key) {
    return RecordJson.read(topic().getOrDefault(key, new byte[0]), TemplateRecord.class);
  }

  /** What the topic ends with. */
  private static Map<String, byte[]> topic() {
    Map<String, byte[]> last = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : kafka.committed(Topics.TEMPLATES)) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (record.value() == null) {
        last.remove(key);
      } else {
        last.put(key, record.value());
      }
    }
    return last;
  }
}
