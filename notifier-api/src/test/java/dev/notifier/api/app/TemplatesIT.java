package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The lifecycle of templates over HTTP, with two instances on one broker and one store. */
class TemplatesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EDITOR = "the-key-of-the-editor-with-at-least-32-characters";
  private static final String REVIEWER = "the-key-of-the-reviewer-with-at-least-32-characters";
  private static final String ID = "card-expiring";
  private static final String YAML = "application/yaml";

  private static TestKafka kafka;
  private static String storeUrl;
  private static RunningApi api;
  private static RunningApi other;
  private static OperatorClient editor;
  private static OperatorClient reviewer;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    storeUrl = RunningApi.newStoreUrl();
    api = running();
    other = running();
    editor = new OperatorClient(api, EDITOR);
    reviewer = new OperatorClient(api, REVIEWER);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> api.get("/v1/templates").json().path("templates").size() == 25);
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
  void theShippedTemplatesArePublishedOnce() {
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
          assertThat(topic().keySet().stream().filter(PublishedVersionRecord::isKey)).hasSize(25);
        });
  }

  @Test
  void twoOperatorsPublishAndRollBack() {
    String template = template("hết hạn ngày");
    assertThat(editor.put("/v1/templates/" + ID + "/draft", YAML, template).status())
        .isEqualTo(200);
    assertThat(listed("draft")).contains(ID);
    assertThat(listed("in-review")).doesNotContain(ID);
    int version = submit(ID, "{\"reason\":\"new\"}");
    assertThat(listed("in-review")).contains(ID);
    assertThat(listed("draft")).doesNotContain(ID);

    Reply self = editor.post(path(ID, version, "approve"), "{}");
    assertThat(self.status()).isEqualTo(403);
    assertThat(self.code()).isEqualTo("self-approval");
    assertThat(editor.post(path(ID, version, "publish"), "{}").code()).isEqualTo("not-approved");
    assertThat(reviewer.post(path(ID, version, "approve"), "{\"reason\":\"good\"}").status())
        .isEqualTo(200);
    assertThat(listed("approved")).contains(ID);
    assertThat(listed("in-review")).doesNotContain(ID);
    Reply published = editor.post(path(ID, version, "publish"), "{}");
    assertThat(published.json().path("state").asString()).isEqualTo("published");
    awaitPublished(version);
    assertThat(version(ID + "/" + version).source().get("eventType")).isEqualTo("card.expiring");

    JsonNode variants =
        api.get("/v1/templates/" + ID + "/diff?from=1&to=" + version).json().path("variants");
    assertThat(variants)
        .extracting(
            variant -> variant.path("locale").asString() + " " + variant.path("change").asString())
        .containsExactly("vi changed", "vi removed", "en removed");
    assertThat(variants.get(0).path("words"))
        .extracting(piece -> piece.path("kind").asString())
        .contains("removed", "added")
        .isSubsetOf("same", "removed", "added");

    assertThat(rollBack("{\"version\":1}").code()).isEqualTo("missing-reason");
    assertThat(rollBack("{\"version\":1,\"reason\":\"asked for\"}").status()).isEqualTo(200);
    awaitPublished(1);
    assertThat(other.get("/v1/templates/" + ID).json().path("published").asInt()).isEqualTo(1);
    assertThat(reviewer.post(path(ID, version, "retire"), "{\"reason\":\"not used\"}").status())
        .isEqualTo(200);
    Awaitility.await().atMost(LIMIT).until(() -> !topic().containsKey(ID + "/" + version));
    assertThat(auditOf(version))
        .containsExactly(
            "save editor",
            "submit editor",
            "approve reviewer",
            "publish editor",
            "retire reviewer");
  }

  private static List<String> listed(String state) {
    return api.get("/v1/templates?state=" + state)
        .json()
        .path("templates")
        .valueStream()
        .map(template -> template.path("id").asString())
        .toList();
  }

  @Test
  void anUnknownStateIsRejected() {
    for (String state : List.of("IN_REVIEW", "discarded", "")) {
      Reply reply = api.get("/v1/templates?state=" + state);

      assertThat(reply.status()).as(state).isEqualTo(400);
      assertThat(reply.json().path("detail").asString())
          .isEqualTo(
              "state is invalid. Send draft, in-review, rejected, approved, scheduled, published,"
                  + " replaced, retired, or none.");
    }
  }

  @Test
  void oneOfTwoInstancesPublishesAScheduledVersion() {
    String id = "case-decided";
    int version = submitChanged(id);
    assertThat(reviewer.post(path(id, version, "approve"), "").status()).isEqualTo(200);
    String at = Clock.systemUTC().instant().plusSeconds(2).toString();

    Reply scheduled = editor.post(path(id, version, "publish"), "{\"at\":\"" + at + "\"}");

    assertThat(scheduled.json().path("state").asString()).isEqualTo("scheduled");
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> api.get("/v1/templates/" + id).json().path("published").asInt() == version);
    assertThat(api.get("/v1/templates/" + id + "/audit").json().path("entries").valueStream())
        .filteredOn(entry -> entry.path("by").asString().equals("schedule"))
        .hasSize(1);
    assertThat(
            editor.post(path(id, version, "publish"), "{\"at\":\"2020-01-01T00:00:00Z\"}").code())
        .isEqualTo("invalid-publish-time");
  }

  @Test
  void diagnosticsHaveAPosition() {
    String invalid =
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
    Reply reply = editor.put("/v1/templates/notice-published/draft", YAML, invalid);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("template-errors");
    JsonNode diagnostic = reply.json().path("errors").get(0);
    assertThat(diagnostic.path("pointer").asString()).isEqualTo("/variants/0/text");
    assertThat(diagnostic.path("code").asString()).isEqualTo("unknown-name");
    assertThat(diagnostic.path("line").asInt()).isEqualTo(2);
    assertThat(diagnostic.path("column").asInt()).isEqualTo(4);

    Reply unreadable = editor.put("/v1/templates/notice-published/draft", YAML, "id: [");
    assertThat(unreadable.code()).isEqualTo("invalid-template");
    assertThat(unreadable.json().path("errors").get(0).path("line").asInt()).isEqualTo(1);
    Reply otherId = editor.put("/v1/templates/x/draft", YAML, invalid);
    assertThat(otherId.code()).isEqualTo("invalid-template");
    assertThat(otherId.json().path("detail").asString())
        .isEqualTo("The id of the template differs from the one in the path. Send x.");
  }

  @Test
  void anEventTypeCannotRemoveWhatAPublishedTemplateNeeds() {
    String type = api.get("/v1/event-types/visit.recorded").response().body();
    String renamed = type.replace("\"facilityName\"", "\"clinicName\"");
    assertThat(renamed).isNotEqualTo(type);

    Reply reply =
        editor.put(
            "/v1/event-types/visit.recorded",
            renamed.replaceFirst("\"version\":\\d+", "\"version\":2,\"breaking\":true"));

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("breaks-published-template");
    assertThat(reply.json().path("detail").asString())
        .startsWith("/schema: visit-recorded version 1, variant vi, line 1, column ");
  }

  /** Another instance has changed the event type, and this one does not know it yet. */
  @Test
  void aPublishedTemplateMustMatchTheEventTypeInTheStore() {
    String id = "voluntary-due";
    int version = submitChanged(id);
    assertThat(reviewer.post(path(id, version, "approve"), "").status()).isEqualTo(200);
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

    Reply reply = editor.post(path(id, version, "publish"), "");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("template-errors");
    assertThat(reply.response().body()).contains("payBefore");
  }

  @Test
  void registrationsWithCarriersArePublished() {
    String path = "/v1/templates/benefit-paid/registrations/viettel";
    Reply reply =
        editor.put(
            path, "{\"registeredId\":\"VT-1\",\"status\":\"approved\",\"maxLengths\":{\"a\":5}}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> published("benefit-paid").registrations().containsKey("viettel"));
    Reply invalid = editor.put(path, "{\"status\":\"perhaps\"}");
    assertThat(invalid.code()).isEqualTo("invalid-registration");
    assertThat(invalid.json().path("errors").get(0).path("pointer").asString())
        .isEqualTo("/status");
    assertThat(api.get("/v1/templates/unknown/registrations").code())
        .isEqualTo("template-not-found");
  }

  @Test
  void anUnknownKeyIsRejected() {
    assertThat(new OperatorClient(api, "an-unknown-key").get("/v1/templates").status())
        .isEqualTo(401);
  }

  private static String template(String text) {
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
        .formatted(text);
  }

  /** Submits the shipped template with one more space. */
  private static int submitChanged(String id) {
    JsonNode source = api.get("/v1/templates/" + id + "/versions/1").json().path("template");
    String changed = source.toString().replaceFirst("BHXHVN: ", "BHXHVN:  ");
    assertThat(editor.put("/v1/templates/" + id + "/draft", changed).status()).isEqualTo(200);
    return submit(id, "");
  }

  private static int submit(String id, String body) {
    Reply reply = editor.post("/v1/templates/" + id + "/draft/submit", body);
    assertThat(reply.json().path("state").asString()).isEqualTo("in-review");
    return reply.json().path("version").asInt();
  }

  private static Reply rollBack(String body) {
    return reviewer.post("/v1/templates/" + ID + "/roll-back", body);
  }

  private static String path(String id, int version, String action) {
    return "/v1/templates/" + id + "/versions/" + version + "/" + action;
  }

  /** The actions on a version or on its draft, with the operators. */
  private static List<String> auditOf(int version) {
    return api.get("/v1/templates/" + ID + "/audit")
        .json()
        .path("entries")
        .valueStream()
        .filter(entry -> entry.path("version").asInt(version) == version)
        .map(entry -> entry.path("action").asString() + " " + entry.path("by").asString())
        .toList();
  }

  private static void awaitPublished(int version) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> Integer.valueOf(version).equals(published(ID).version()));
  }

  private static PublishedVersionRecord published(String id) {
    return RecordJson.read(
        topic().getOrDefault(id + "/published", new byte[0]), PublishedVersionRecord.class);
  }

  private static TemplateRecord version(String key) {
    return RecordJson.read(topic().getOrDefault(key, new byte[0]), TemplateRecord.class);
  }

  /** The last record of each key. */
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
