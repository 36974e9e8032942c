package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.store.Database;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events that the plan stage would refuse are rejected at once. */
class RefusalIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EDITOR = "the-key-of-the-editor-with-at-least-32-characters";
  private static final String REVIEWER = "the-key-of-the-reviewer-with-at-least-32-characters";
  private static final String YAML = "application/yaml";

  private static TestKafka kafka;
  private static RunningApi api;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.fresh();
    createRoutesTopic();
    String storeUrl = RunningApi.newStoreUrl();
    seedRoute(storeUrl);
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            storeUrl,
            "--notifier.operators.editor.key=" + EDITOR,
            "--notifier.operators.reviewer.key=" + REVIEWER,
            "--notifier.routes.vina.host=smsc.example");
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> post("\"fullName\":\"Lò Thị Mai\"", "\"fullName\":\"evil.com/x\"") == 422);
  }

  @AfterAll
  static void stop() {
    api.close();
    kafka.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Lò Thị Mai|https://evil.com/x|/data/recipient/fullName invalid-value",
        "Lò Thị Mai|evil.com|/data/recipient/fullName invalid-value",
        "Lò Thị Mai|203.0.113.7:8080|/data/recipient/fullName invalid-value",
        "Lò Thị Mai|evil\u3002com/x|/data/recipient/fullName invalid-value",
        "Lò Thị Mai|Lò\\u0007|/data/recipient/fullName invalid-value",
        "Lò Thị Mai|Lò $|/data invalid-value",
        "2099-12-31|2026-01-01|/data/expiresAt expired-before-submission",
        "\"data\"|\"templateversion\":9,\"data\"|/templateversion unknown-template-version",
      })
  void rejectsWhatWouldNotBeSent(String from, String to, String error) {
    Reply reply = api.post(RunningApi.STRUCTURED, Sample.card("one", from, to));

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(422);
    assertThat(reply.json().path("errors").valueStream())
        .extracting(each -> each.path("pointer").asString() + " " + each.path("code").asString())
        .containsExactly(error);
    assertThat(reply.response().body()).doesNotContain("evil", "Lò $");
  }

  /** What spreadsheets and contact lists leave in values is cleaned when the text is written. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Lò Thị Mai|Lò Thị\\tMai",
        "Lò Thị Mai|Lò Thị\\r\\nMai",
        "Lò Thị Mai|\\u202ALò Thị Mai\\u202C",
        "Lò Thị Mai|Lò Thị\\u2028Mai\\uFE0F",
        "Lò Thị Mai|P.GD/15 S.La/2026",
        "01691234567|(084) 912 345 671",
        "01691234567|=\\\"0912345695\\\"",
        "01691234567|០៩១២៣៤៥៦៧៨",
        "01691234567|0912345678\\uFE0D\\u3164",
      })
  void acceptsWhatItCleans(String from, String to) {
    Reply reply = api.post(RunningApi.STRUCTURED, Sample.card("cleaned", from, to));

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
  }

  @Test
  void rejectsSingleEventsOfABatch() {
    Reply reply =
        api.post(
            RunningApi.BATCH,
            "["
                + Sample.card("good-1")
                + ","
                + Sample.card("bad", "Lò Thị Mai", "evil.com/x")
                + ","
                + Sample.card("good-2")
                + "]");

    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().path("items").valueStream())
        .extracting(item -> item.path("status").asString() + " " + item.path("code").asString(""))
        .containsExactly("accepted ", "rejected invalid-value", "accepted ");
  }

  @Test
  void acceptsAnEventDirectlyAfterItsTemplateIsPublished() {
    OperatorClient editor = new OperatorClient(api, EDITOR);
    OperatorClient reviewer = new OperatorClient(api, REVIEWER);
    assertThat(editor.put("/v1/event-types/card.lost", YAML, eventType()).status()).isEqualTo(201);
    String event = Sample.card("lost", "card.expiring", "card.lost");
    Reply before = api.post(RunningApi.STRUCTURED, event);
    assertThat(before.status()).isEqualTo(422);
    assertThat(before.code()).isEqualTo("no-template");

    assertThat(editor.put("/v1/templates/card-lost/draft", YAML, template()).status())
        .isEqualTo(200);
    assertThat(editor.post("/v1/templates/card-lost/draft/submit", "{}").status()).isLessThan(300);
    assertThat(reviewer.post("/v1/templates/card-lost/versions/1/approve", "{}").status())
        .isEqualTo(200);
    assertThat(editor.post("/v1/templates/card-lost/versions/1/publish", "{}").status())
        .isEqualTo(200);

    assertThat(api.post(RunningApi.STRUCTURED, event).status()).isEqualTo(202);
  }

  private static int post(String from, String to) {
    return api.post(RunningApi.STRUCTURED, Sample.card("probe", from, to)).status();
  }

  private static String eventType() {
    return """
    title: A card was reported lost
    category: SERVICE
    lane: normal
    schema:
      $schema: https://json-schema.org/draft/2020-12/schema
      type: object
      required: [recipient, cardNo]
      additionalProperties: true
      properties:
        recipient: { $ref: "urn:notifier:schema:recipient" }
        cardNo: { title: Number of the card, type: string, maxLength: 15, examples: [HC4010110129425] }
    samples:
      typical: { recipient: { phone: "0912345678" }, cardNo: HC4010110129425 }
      longest: { recipient: { phone: "0912345678" }, cardNo: HC4010110129425 }
    """;
  }

  private static String template() {
    return """
    id: card-lost
    eventType: card.lost
    diacritics: strip
    maxSegments: 2
    links: refuse
    variants:
      - locale: vi
        text: "BHXHVN: {{ cardNo }}"
    """;
  }

  private static void seedRoute(String storeUrl) {
    String spec =
        """
        {"host":"smsc.example","port":2775,"sessions":1,"window":10,"rate":10,
         "source":{"address":"BHXHVN","ton":5,"npi":0},
         "message":{"alphabet":"GSM7","concatenation":"UDH8","rejectedCharacters":"$"}}
        """;
    RouteConfig route = RecordJson.read(spec.getBytes(StandardCharsets.UTF_8), RouteConfig.class);
    try (Database database =
        Database.open(
            new Database.Settings(storeUrl, "postgres", "", "test", 4, Duration.ofSeconds(30)))) {
      new RouteStore(database.dataSource(), Clock.systemUTC()).seed(Map.of("vina", route));
    }
  }

  private static void createRoutesTopic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      List<NewTopic> topics =
          TopicSettings.pipeline(Map.of()).stream()
              .filter(
                  plan -> plan.name().equals(Topics.ROUTES) || plan.name().equals(Topics.SESSIONS))
              .map(plan ->
                  new NewTopic(plan.name(), plan.partitions(), (short) 1).configs(plan.config()))
              .toList();
      admin.createTopics(topics).all().get();
    }
  }
}
