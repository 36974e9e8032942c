package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.origin.TestedTemplate;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sends templates to a phone of the team. */
class TemplateTestsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EDITOR = "the-key-of-the-editor-with-at-least-32-characters";
  private static final String READER = "the-key-of-a-reader-with-at-least-32-characters-x";
  private static final String TEMPLATE = "/v1/templates/case-received";
  private static final String VERSION_TEST = TEMPLATE + "/versions/1/test";
  private static final String TO_TEAM = "{\"phone\":\"0912 345 678\"}";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient editor;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() throws Exception {
    store = ApiWithStore.open();
    jdbc = store.jdbc();
    new RouteTopics(store.kafka()).create();
    new InboxFixture(store.dataSource()).seedRoute();
    api =
        store.start(
            "--notifier.routes.mobi.host=smsc.example",
            "--notifier.operators.editor.key=" + EDITOR,
            "--notifier.operators.reader.key=" + READER,
            "--notifier.operators.reader.scopes=templates:read,events:write");
    editor = new OperatorClient(api, EDITOR);
    Reply made =
        editor.post(
            "/v1/keys",
            """
            {"name":"team","owner":"Office 7","kind":"team","scopes":["events:write"],
             "permissions":{"teamNumbers":["0912345678"]}}
            """);
    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(editor.post(VERSION_TEST, TO_TEAM).status()).isEqualTo(202));
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @BeforeEach
  void clear() {
    jdbc.execute("truncate inbound_outbox, template_test_days");
  }

  @Test
  void aVersionIsSentWithTheSamplesOfItsType() {
    Reply reply = editor.post(VERSION_TEST, TO_TEAM);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
    assertThat(reply.json().path("text").asString()).startsWith("BHXHVN: Da nhan ho so 04486");
    assertThat(reply.json().path("sentToday").asInt()).isEqualTo(1);
    EventRecord event = sent();
    assertThat(event.id()).isEqualTo(reply.json().path("id").asString());
    assertThat(event.source()).isEqualTo(reply.json().path("source").asString());
    assertThat(event.type()).isEqualTo("template.tested");
    assertThat(event.phone()).isEqualTo("+84912345678");
    assertThat(event.personRef()).as("the person of the sample").isNull();
    assertThat(Objects.requireNonNull(TestedTemplate.of(event.source(), event.data())).version())
        .isEqualTo(1);
  }

  @Test
  void aDraftIsSentWithOwnDataInTheLanguageWanted() {
    String draft =
        editor
            .get(TEMPLATE + "/versions/1")
            .json()
            .path("template")
            .toString()
            .replace("BHXHVN: file", "BHXHVN draft: file");
    Reply saved = editor.put(TEMPLATE + "/draft", draft);
    assertThat(saved.status()).as(saved.response().body()).isLessThan(300);
    String data =
        """
        "data":{"recipient":{"kind":"CITIZEN","phone":"0987654321","locale":"vi"},
         "caseCode":"X-1","procedureName":"hưởng","receivedDate":"2026-11-02",
         "dueDate":"2026-11-09","officeName":"BHXH TP. Hà Nội"}
        """;
    Reply reply =
        editor.post(
            TEMPLATE + "/draft/test", "{\"phone\":\"0912345678\",\"locale\":\"en\"," + data + "}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
    assertThat(reply.json().path("text").asString()).startsWith("BHXHVN draft: file X-1");
    assertThat(sent().phone()).as("not that of the data").isEqualTo("+84912345678");

    Reply wrong =
        editor.post(
            TEMPLATE + "/draft/test",
            "{\"phone\":\"0912345678\"," + data.replace("caseCode", "caseCod") + "}");
    assertThat(wrong.code()).isEqualTo("invalid-data");
    assertThat(editor.post(TEMPLATE + "/draft/test", "{}").code()).isEqualTo("invalid-parameter");
  }

  @Test
  void onlyNumbersOfTheTeamGetTests() {
    Reply other = editor.post(VERSION_TEST, "{\"phone\":\"0987654321\"}");

    assertThat(other.status()).isEqualTo(403);
    assertThat(other.code()).isEqualTo("not-a-team-number");
    assertThat(other.response().body()).contains("of the kind team").doesNotContain("987654321");
    assertThat(editor.post(VERSION_TEST, "{\"phone\":\"0243456789\"}").code())
        .isEqualTo("phone-landline");
    assertThat(jdbc.queryForList("select 1 from inbound_outbox")).isEmpty();
    assertThat(new OperatorClient(api, READER).post(VERSION_TEST, TO_TEAM).code())
        .isEqualTo("missing-scope");
  }

  @Test
  void aCallerHasFiftyADay() {
    assertThat(editor.post(VERSION_TEST, TO_TEAM).status()).isEqualTo(202);
    jdbc.update("update template_test_days set messages = 49");
    assertThat(editor.post(VERSION_TEST, TO_TEAM).json().path("sentToday").asInt()).isEqualTo(50);

    Reply over = editor.post(VERSION_TEST, TO_TEAM);

    assertThat(over.status()).isEqualTo(429);
    assertThat(over.code()).isEqualTo("test-limit-reached");
    assertThat(jdbc.queryForList("select 1 from inbound_outbox")).hasSize(2);
    jdbc.update("update template_test_days set day = day - 1");
    assertThat(editor.post(VERSION_TEST, TO_TEAM).json().path("sentToday").asInt()).isEqualTo(1);
  }

  @Test
  void noCallerSendsSuchEvents() {
    String event = Sample.card("x", "/tst/son-la", TestedTemplate.SOURCE);

    assertThat(new OperatorClient(api, READER).event(event).code()).isEqualTo("reserved-source");
  }

  private static EventRecord sent() {
    return EventRecord.FORMAT.read(
        Objects.requireNonNull(
            jdbc.queryForObject("select value from inbound_outbox", byte[].class)));
  }
}
