package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Agents and portals see what a person was told, and whether a text is ours. */
class TimelineIT {
  private static final String TIMELINE = "/v1/people/timeline";
  private static final String VERIFY = "/v1/people/verify";
  private static final String PHONE = "+84391234567";
  private static final String PROVINCE = "the-key-of-a-province-with-32-characters";
  private static final String MASKED = "the-key-that-sees-no-personal-data-32-characters";
  private static final String READER = "the-key-that-reads-notifications-32-characters";
  private static final String PORTAL = "the-key-of-a-portal-with-32-characters-or-more";
  private static final String TEXT = "BHXHVN: Thẻ BHYT của ông/bà hết hạn ngày 31/12/2026.";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient operator;
  private static OperatorClient province;
  private static OperatorClient masked;
  private static JdbcTemplate jdbc;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    // A day with all its indexes is expensive; the messages of the tests are of these only.
    jdbc.queryForList(
        """
        select create_day_partitions('notifications', current_date - 92, current_date - 88),
          create_day_partitions('notifications', current_date - 3, current_date)
        """);
    api =
        store.start(
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=son-la",
            "--notifier.operators.masked.key=" + MASKED,
            "--notifier.operators.masked.scopes=people:read",
            "--notifier.operators.portal.key=" + PORTAL,
            "--notifier.operators.portal.scopes=people:read",
            "--notifier.operators.reader.key=" + READER,
            "--notifier.operators.reader.scopes=notifications:read,personal-data:read");
    operator = new OperatorClient(api, RunningApi.KEY);
    province = new OperatorClient(api, PROVINCE);
    masked = new OperatorClient(api, MASKED);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from notifications");
    jdbc.update("delete from inbound_messages");
    jdbc.update("delete from foreign_texts");
    jdbc.update("delete from reported_texts");
    jdbc.update("delete from forged_text_alerts");
  }

  /** A message that was submitted some hours ago. */
  private static void sent(String tenant, String event, int hours, String text) {
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          person_ref, template_id, template_version, locale, encoding, segments, body, route, state,
          accepted_segments, accepted_at, planned_at, submitted_at, finished_at)
        select uuidv7(at - now()), ?, '/s', ?, 'card.expiring', 'NORMAL', 'SERVICE', ?, 'P-1',
          'card-expiring', 3, 'hmn', 'UCS2', 1, ?, 'mobi', 'DELIVERED', 1, at, at, at, at
        from (select now() - ? * interval '1 hour' as at) t
        """,
        tenant,
        event,
        PHONE,
        text,
        hours);
  }

  private static void secret(String event, int hours, String text) {
    sent("default", event, hours, text);
    jdbc.update("update notifications set secret = true where event_id = ?", event);
  }

  private static void received(int hours, String text) {
    jdbc.update(
        """
        insert into inbound_messages (id, route, phone, address, body, topic_partition, topic_offset,
          received_at)
        select uuidv7(at - now()), 'mobi', ?, '8079', ?, 0,
          (select coalesce(max(topic_offset), 0) + 1 from inbound_messages), at
        from (select now() - ? * interval '1 hour' as at) t
        """,
        PHONE,
        text,
        hours);
  }

  private static String timeline(String person, String more) {
    return "{" + person + ",\"purpose\":\"question\"" + more + "}";
  }

  private static final String BY_PHONE = "\"phone\":\"0391 234 567\"";
  private static final String BY_REFERENCE = "\"personRef\":\"P-1\"";

  @Test
  void sentAndReceivedMessagesAreInTheOrderOfTime() {
    sent("default", "e1", 50, "first");
    received(49, "reply one");
    received(48, "reply two");
    sent("default", "e2", 26, "second");
    sent("default", "e3", 25, "third");
    received(1, "reply three");
    sent("son-la", "e4", 1, "of another tenant");

    for (int limit : List.of(1, 2, 3, 50)) {
      assertThat(texts(operator, BY_PHONE, limit))
          .containsExactly("reply three", "third", "second", "reply two", "reply one", "first");
    }
    assertThat(texts(operator, BY_REFERENCE, 2)).containsExactly("third", "second", "first");
    assertThat(texts(province, BY_PHONE, 2)).containsExactly("of another tenant");
    jdbc.update("update inbound_messages set tenant = 'son-la' where body = 'reply two'");
    assertThat(texts(province, BY_PHONE, 2)).containsExactly("of another tenant", "reply two");
    assertThat(texts(operator, BY_PHONE, 50)).hasSize(6);
  }

  private static List<String> texts(OperatorClient caller, String person, int limit) {
    List<String> texts = new ArrayList<>();
    String cursor = "";
    do {
      Reply reply = caller.post(TIMELINE, timeline(person, ",\"limit\":" + limit + cursor));
      assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
      reply.json().path("items").forEach(item -> texts.add(item.path("text").asString()));
      JsonNode next = reply.json().path("next");
      cursor = next.isNull() ? "" : ",\"cursor\":\"" + next.asString() + "\"";
    } while (!cursor.isEmpty());
    return texts;
  }

  @Test
  void messagesThatAreAddedNeitherRepeatNorHideOthers() {
    sent("default", "e1", 3, "first");
    sent("default", "e2", 2, "second");
    JsonNode page = operator.post(TIMELINE, timeline(BY_PHONE, ",\"limit\":1")).json();
    sent("default", "e3", 1, "third");
    received(0, "reply");

    String cursor = ",\"limit\":5,\"cursor\":\"" + page.path("next").asString() + "\"";
    JsonNode rest = operator.post(TIMELINE, timeline(BY_PHONE, cursor)).json();

    assertThat(page.at("/items/0/text").asString()).isEqualTo("second");
    assertThat(rest.path("items")).hasSize(1);
    assertThat(rest.at("/items/0/text").asString()).isEqualTo("first");
    assertThat(operator.post(TIMELINE, timeline(BY_REFERENCE, cursor)).status()).isEqualTo(400);
    assertThat(province.post(TIMELINE, timeline(BY_PHONE, cursor)).status()).isEqualTo(400);
  }

  @Test
  void anItemSaysWhatWasSentAndWhatBecameOfIt() {
    sent("default", "e1", 1, TEXT);

    JsonNode item = operator.post(TIMELINE, timeline(BY_PHONE, "")).json().at("/items/0");

    assertThat(item.path("kind").asString()).isEqualTo("sent");
    assertThat(item.path("text").asString()).isEqualTo(TEXT);
    assertThat(item.path("phone").asString()).isEqualTo(PHONE);
    assertThat(item.path("template").toString())
        .isEqualTo(
            "{\"tenant\":\"default\",\"id\":\"card-expiring\",\"version\":3,\"locale\":\"hmn\"}");
    assertThat(item.at("/stateWords/vi").asString()).isEqualTo("Đã đến máy người nhận");
    assertThat(item.at("/stateWords/en").asString()).isEqualTo("Delivered");
  }

  @Test
  void personalDataIsMaskedWithoutTheScopeAndSecretsAlways() {
    sent("default", "e1", 3, TEXT);
    received(2, "reply one");
    secret("e2", 1, "code 4711");

    String seen = masked.post(TIMELINE, timeline(BY_PHONE, "")).response().body();

    assertThat(seen)
        .contains("card-expiring", "\"received\"", "•••")
        .doesNotContain("391234567", "BHXHVN", "reply one", "4711", "hmn");
    assertThat(operator.post(TIMELINE, timeline(BY_PHONE, "")).response().body())
        .contains(TEXT, "reply one")
        .doesNotContain("4711");
    assertThat(new OperatorClient(api, READER).post(TIMELINE, timeline(BY_PHONE, "")).code())
        .isEqualTo("missing-scope");
  }

  @Test
  void eachLookUpIsInTheAuditWithItsPurpose() {
    sent("default", "e1", 1, TEXT);
    masked.post(TIMELINE, timeline(BY_PHONE, ",\"ticket\":\"HD-17\""));
    operator.post(TIMELINE, timeline("\"personRef\":\"nobody\"", ""));

    JsonNode entries = operator.get("/v1/audit?operation=getTimeline&limit=2").json();

    JsonNode unknown = entries.at("/entries/0");
    assertThat(unknown.path("notifications")).isEmpty();
    assertThat(unknown.path("subjectRef").isNull()).isFalse();
    JsonNode known = entries.at("/entries/1");
    assertThat(known.path("actor").asString()).isEqualTo("masked");
    assertThat(known.path("reason").asString()).isEqualTo("question");
    assertThat(known.at("/detail/ticket").asString()).isEqualTo("HD-17");
    assertThat(known.path("notifications")).hasSize(1);
    assertThat(entries.toString()).doesNotContain("391234567", "BHXHVN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"phone\":\"0391234567\"}",
        "{\"purpose\":\"question\"}",
        "{\"phone\":\"0391234567\",\"personRef\":\"P-1\",\"purpose\":\"question\"}",
        "{\"phone\":\"0391234567\",\"purpose\":\"curiosity\"}",
        "{\"phone\":\"0391234567\",\"purpose\":\"question\",\"ticket\":\"of Mr An\"}",
        "{\"phone\":\"12\",\"purpose\":\"question\"}",
        "{\"phone\":\"0391234567\",\"purpose\":\"question\",\"limit\":201}"
      })
  void aWrongRequestIsRefused(String body) {
    assertThat(operator.post(TIMELINE, body).status()).as(body).isBetween(400, 422);
  }

  private static Reply verify(OperatorClient caller, String text, @Nullable String receivedAt) {
    String received = receivedAt == null ? "" : ",\"receivedAt\":\"" + receivedAt + "\"";
    return caller.post(
        VERIFY,
        "{" + BY_PHONE + ",\"text\":\"" + text.replace("\n", "\\n") + "\"" + received + "}");
  }

  @Test
  void aTextThatWasSentIsOurs() {
    sent("default", "old", 89 * 24, TEXT);
    sent("default", "other", 3, "another text");

    JsonNode answer =
        verify(operator, "bhxhvn: the bhyt cua ong/ba het han\nngay 31/12/2026", null).json();

    assertThat(answer.path("result").asString()).isEqualTo("sent");
    assertThat(answer.at("/message/template").asString()).isEqualTo("card-expiring");
    assertThat(answer.at("/message/templateVersion").asInt()).isEqualTo(3);
    assertThat(answer.at("/message/part").asBoolean()).isFalse();
    assertThat(answer.path("reports").isNull()).isTrue();
  }

  @Test
  void aTextThatWasNotSentIsReported() {
    sent("default", "too-old", 91 * 24, "forged");
    sent("son-la", "of-another-tenant", 1, "forged");
    sent("default", "never-left", 1, "forged");
    jdbc.update(
        """
        update notifications set state = 'REJECTED', submitted_at = null, accepted_segments = null
        where event_id = 'never-left'
        """);

    assertThat(verify(operator, "forged", null).json().path("reports").asInt()).isEqualTo(1);
    JsonNode again = verify(operator, "FORGED!", null).json();

    assertThat(again.path("result").asString()).isEqualTo("not-sent");
    assertThat(again.path("reports").asInt()).isEqualTo(2);
    assertThat(verify(province, "forged", null).json().path("result").asString()).isEqualTo("sent");
    assertThat(
            jdbc.queryForList(
                "select reports || tenant || (day = (now() at time zone 'UTC')::date)"
                    + " from foreign_texts",
                String.class))
        .containsExactly("2defaulttrue");
  }

  @Test
  void fiveReportsWithinAnHourAreAnAlertOfTheTenant() {
    for (String spelling :
        List.of("Forged one", "forged ONE", "Forged, one!", "forged one", "Another")) {
      verify(operator, spelling, null);
    }
    assertThat(operator.get("/v1/inbox").json().path("forgedTexts")).isEmpty();

    verify(operator, "forged one", null);

    JsonNode alerts = operator.get("/v1/inbox").json().path("forgedTexts");
    assertThat(alerts).hasSize(1);
    assertThat(alerts.at("/0/reports").asInt()).isEqualTo(5);
    assertThat(alerts.at("/0/inboundId").isNull()).isTrue();
    assertThat(province.get("/v1/inbox").json().path("forgedTexts")).isEmpty();
  }

  @Test
  void reportsThatAreTooOldAreDeleted() {
    jdbc.update(
        """
        insert into foreign_texts (day, text_digest, tenant)
        select current_date - 410 - n, gen_random_uuid(), 'default' from generate_series(1, 5) n
        """);

    verify(operator, "forged", null);

    assertThat(jdbc.queryForObject("select count(*) from foreign_texts", Integer.class))
        .isEqualTo(1);
  }

  @Test
  void aSecretTextIsNeverCompared() {
    secret("code", 48, "Ma xac thuc cua ban la 4711");
    String day = "2020-01-01T00:00:00Z";

    JsonNode answer = verify(operator, "Ma xac thuc cua ban la 4711", null).json();

    assertThat(answer.path("result").asString()).isEqualTo("unknown");
    assertThat(answer.path("withoutText")).hasSize(1);
    assertThat(answer.at("/withoutText/0/template").asString()).isEqualTo("card-expiring");
    assertThat(answer.path("reports").isNull()).isTrue();
    assertThat(
            verify(operator, "Ma xac thuc cua ban la 4711", day).json().path("result").asString())
        .as("no secret was sent about that time")
        .isEqualTo("not-sent");
  }

  @Test
  void eachQuestionIsInTheAudit() {
    verify(masked, "forged", null);

    JsonNode entry = operator.get("/v1/audit?operation=verifyText&limit=1").json();

    assertThat(entry.at("/entries/0/detail/result").asString()).isEqualTo("NOT_SENT");
    assertThat(entry.at("/entries/0/subjectRef").isNull()).isFalse();
  }

  @Test
  void aKeyIsLimited() {
    OperatorClient portal = new OperatorClient(api, PORTAL);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 3_000 && !statuses.contains(429); i++) {
      statuses.add(portal.post(TIMELINE, timeline(BY_REFERENCE, "")).status());
    }

    assertThat(statuses).contains(200, 429);
    assertThat(operator.post(TIMELINE, timeline(BY_REFERENCE, "")).status()).isEqualTo(200);
  }
}
