package dev.notifier.api.app;

import static dev.notifier.api.app.InboxFixture.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.origin.ReplyOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Agents read what people have written, answer, and correct decisions. */
class InboxIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PATH = "/v1/inbox/";
  private static final String LAN = "key-of-the-agent-lan-with-32-characters-01";
  private static final String MAI = "key-of-the-agent-mai-with-32-characters-01";
  private static final String MASKED = "key-of-an-agent-who-sees-no-personal-data-1";
  private static final String PROVINCE = "key-of-a-province-with-all-scopes-0123456";
  private static final String SCOPES = "inbox:write,people:read,personal-data:read,opt-outs:write";

  private static ApiWithStore store;
  private static JdbcTemplate jdbc;
  private static InboxFixture fixture;
  private static OperatorClient admin;
  private static OperatorClient lan;
  private static OperatorClient mai;
  private static OperatorClient masked;
  private static OperatorClient province;
  private static int numbers = 391_100_000;

  @BeforeAll
  static void start() throws Exception {
    store = ApiWithStore.open();
    new RouteTopics(store.kafka()).create();
    jdbc = store.jdbc();
    fixture = new InboxFixture(store.dataSource());
    fixture.seedRoute();
    RunningApi api =
        store.start(
            "--notifier.replies.addresses[0].file=shipped:8079",
            "--notifier.replies.hotline.url=https://hotline.example/events",
            "--notifier.replies.hotline.secret=whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "--notifier.routes.mobi.host=smsc.example",
            "--notifier.operators.lan.key=" + LAN,
            "--notifier.operators.lan.scopes=" + SCOPES,
            "--notifier.operators.mai.key=" + MAI,
            "--notifier.operators.mai.scopes=" + SCOPES,
            "--notifier.operators.masked.key=" + MASKED,
            "--notifier.operators.masked.scopes=inbox:read",
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=cao-bang");
    admin = new OperatorClient(api, RunningApi.KEY);
    lan = new OperatorClient(api, LAN);
    mai = new OperatorClient(api, MAI);
    masked = new OperatorClient(api, MASKED);
    province = new OperatorClient(api, PROVINCE);
    await()
        .atMost(LIMIT)
        .until(() -> admin.put("/v1/tenants/cao-bang", "{\"title\":\"Cao Bằng\"}").status() < 300);
    UUID first = conversation("Cau hoi");
    String preview = "{\"text\":\"Tra loi\",\"preview\":true}";
    await().atMost(LIMIT).until(() -> lan.post(PATH + first + "/answer", preview).status() == 200);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static String phone() {
    return "+84" + ++numbers;
  }

  private static UUID conversation(String text) {
    return fixture.receive("default", phone(), text);
  }

  private static Reply answer(OperatorClient agent, UUID id, String text, String version) {
    return agent.post(PATH + id + "/answer", "{\"text\":\"" + text + "\"}", version);
  }

  private static JsonNode ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    return reply.json();
  }

  private static void refused(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }

  private static JsonNode read(OperatorClient agent, UUID id) {
    return ok(agent.get(PATH + id));
  }

  @Test
  void anAgentReadsWhatWasWrittenAndWhy() {
    String phone = phone();
    UUID id = fixture.receive("default", phone, "Toi chua nhan duoc the");

    JsonNode read = read(lan, id);
    assertThat(read.at("/conversation/state").asString()).isEqualTo("open");
    assertThat(read.at("/conversation/phone").asString()).isEqualTo(phone);
    assertThat(read.at("/messages/0/text").asString()).isEqualTo("Toi chua nhan duoc the");
    assertThat(read.at("/messages/0/rule/key").asString()).isEqualTo("inbox");
    assertThat(read.at("/messages/0/reason/text").asString()).isEqualTo("No rule matches");
    JsonNode hidden = read(masked, id);
    assertThat(hidden.at("/conversation/phone").asString()).doesNotContain(phone);
    assertThat(hidden.at("/messages/0/text").asString()).isEqualTo("•••");
    assertThat(
            jdbc.queryForList(
                "select detail::text from audit where operation = 'getConversation'", String.class))
        .anySatisfy(detail -> assertThat(detail).contains(id.toString()));
  }

  @Test
  void listsShowConversationsInPagesWithMaskedNumbers() {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(fixture.receive("default", phone(), "text", "en"));
    }

    List<String> found = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = ok(lan.get("/v1/inbox?language=en&state=open&assigned=none&limit=2" + after));
      page.path("conversations")
          .forEach(each -> {
            found.add(each.path("id").asString());
            assertThat(each.path("phone").asString()).contains("***");
          });
      after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asString();
    } while (!after.isEmpty());

    assertThat(found).containsSubsequence(ids.stream().map(UUID::toString).toList());
    refused(lan.get("/v1/inbox?state=done"), 400, "invalid-parameter");
    refused(masked.get("/v1/inbox?language=hmn"), 403, "missing-scope");
    assertThat(lan.get("/v1/inbox?language=hmn").status()).isEqualTo(200);
  }

  @Test
  void theAnswerIsStoredWithTheStateAndLeavesFromTheAddressThatWasWrittenTo() {
    UUID id = conversation("Bao gio co the?");

    JsonNode answered = ok(answer(lan, id, "The cua ban da co", version(lan, id)));

    assertThat(answered.path("state").asString()).isEqualTo("answered");
    assertThat(answered.path("assignee").asString()).isEqualTo("lan");
    EventRecord event =
        RecordJson.read(
            Objects.requireNonNull(
                jdbc.queryForObject(
                    "select value from inbound_outbox where inbound_id = ?", byte[].class, id)),
            EventRecord.class);
    assertThat(event.id()).isEqualTo(id + "/1");
    assertThat(event.source()).isEqualTo(ReplyOrigin.SOURCE);
    assertThat(event.data()).containsEntry("text", "The cua ban da co");
    assertThat(event.reply()).isEqualTo(new ReplyOrigin("8079", "mobi", id));
    assertThat(
            jdbc.queryForObject(
                "select lane from inbound_outbox where inbound_id = ?", String.class, id))
        .isEqualTo(Lane.NORMAL.name());
    JsonNode entry = read(lan, id).at("/entries/0");
    assertThat(entry.path("kind").asString()).isEqualTo("answered");
    assertThat(entry.at("/answer/state").isNull()).as("not planned yet").isTrue();
    notified(event);
    assertThat(read(lan, id).at("/entries/0/answer/arrived").asBoolean()).isTrue();
  }

  /** The answer has arrived, as the worker would store it. */
  private static void notified(EventRecord event) {
    for (String table : List.of("notifications", "event_digests")) {
      jdbc.queryForList("select create_day_partitions(?, current_date, current_date)", table);
    }
    UUID id = jdbc.queryForObject("select uuidv7()", UUID.class);
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, encoding, segments, body, route, state, secret,
          accepted_at, planned_at, submitted_at, finished_at)
        values (?, 'default', ?, ?, ?, 'NORMAL', 'SERVICE', ?, 'reply-answered', 1, 'vi', 'GSM7', 1,
          'text', 'mobi', 'DELIVERED', false, now(), now(), now(), now())
        """,
        id,
        event.source(),
        event.id(),
        event.type(),
        event.phone());
    jdbc.update(
        """
        insert into event_digests
          (digest, notification_id, topic_id, topic_offset, topic_partition, day)
        values (?, ?, ?, 0, 0, (now() at time zone 'UTC')::date)
        """,
        event.digest(),
        id,
        UUID.randomUUID());
  }

  @Test
  void twoAgentsCannotAnswerTheSameConversation() throws Exception {
    UUID id = conversation("Toi hoi mot cau");
    String version = version(lan, id);
    List<Callable<Reply>> agents = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      OperatorClient agent = i % 2 == 0 ? lan : mai;
      agents.add(() -> answer(agent, id, "Tra loi", version));
    }

    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(agents.size())) {
      for (Future<Reply> reply : executor.invokeAll(agents)) {
        statuses.add(reply.get().status());
      }
    }

    assertThat(statuses).containsOnlyOnce(200);
    assertThat(statuses.stream().filter(status -> status == 412)).hasSize(agents.size() - 1);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from inbound_outbox where inbound_id = ?", Integer.class, id))
        .isEqualTo(1);
    refused(lan.post(PATH + id + "/answer", "{\"text\":\"x\"}"), 428, "if-match-required");
    refused(answer(lan, id, "x", "*"), 400, "invalid-parameter");
  }

  @Test
  void aNewMessageMustBeReadBeforeTheAnswer() {
    String phone = phone();
    UUID id = fixture.receive("default", phone, "Cau thu nhat");
    String version = version(lan, id);

    fixture.receive("default", phone, "Khong, cau khac");

    refused(answer(lan, id, "Tra loi", version), 412, "conversation-changed");
    assertThat(read(lan, id).path("messages")).hasSize(2);
  }

  @Test
  void onlyTheAssigneeAnswers() {
    UUID id = conversation("Cau hoi");
    ok(lan.post(PATH + id + "/assign", "{\"assignee\":\"me\"}", version(lan, id)));

    refused(answer(mai, id, "Tra loi", version(mai, id)), 409, "conversation-taken");
    assertThat(ok(lan.get("/v1/inbox?assigned=me")).path("conversations").toString())
        .contains(id.toString());
    ok(mai.post(PATH + id + "/assign", "{\"assignee\":\"me\"}", version(mai, id)));
    ok(answer(mai, id, "Tra loi", version(mai, id)));
  }

  @Test
  void aPreviewShowsSegmentsAndCostAndChangesNothing() {
    UUID id = conversation("Cau hoi");
    String preview = "{\"text\":\"Thẻ của bạn đã có\",\"preview\":true}";
    await().atMost(LIMIT).until(() -> lan.post(PATH + id + "/answer", preview).status() == 200);

    JsonNode shown = ok(lan.post(PATH + id + "/answer", preview));

    assertThat(shown.path("text").asString()).isEqualTo("The cua ban da co");
    assertThat(shown.path("sender").asString()).isEqualTo("8079");
    assertThat(shown.path("segments").asInt()).isEqualTo(1);
    assertThat(shown.path("cost").asInt()).isEqualTo(300);
    assertThat(read(lan, id).at("/conversation/version").asInt()).isEqualTo(1);
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(
                    jdbc.queryForList(
                        "select distinct outcome from audit where operation = 'answerConversation'"
                            + " and target = ? and outcome <> 'refused'",
                        String.class,
                        id.toString()))
                .containsExactly("previewed"));
    String entry = "{\"knowledge\":\"%s\",\"preview\":true}";
    refused(lan.post(PATH + id + "/answer", entry.formatted("nothing")), 422, "no-such-answer");
    JsonNode canned = ok(lan.post(PATH + id + "/answer", entry.formatted("card-renew")));
    assertThat(canned.path("text").asString()).startsWith("BHXHVN: ");
    refused(
        lan.post(PATH + id + "/answer", "{\"text\":\"a\",\"knowledge\":\"b\"}"),
        400,
        "invalid-parameter");
  }

  @Test
  void aConversationIsHandedOverClosedAndReopened() {
    UUID id = conversation("Cau hoi");
    ok(lan.post(PATH + id + "/note", "{\"text\":\"Hoi lai\"}", version(lan, id)));

    JsonNode given =
        ok(lan.post(PATH + id + "/hand-over", "{\"note\":\"Muon noi chuyen\"}", version(lan, id)));

    assertThat(given.path("state").asString()).isEqualTo("handed-over");
    String body =
        jdbc.queryForObject(
            "select body from hotline_events where conversation = ?", String.class, id);
    assertThat(body).contains("Muon noi chuyen", "Cau hoi", "8079", id.toString());
    refused(answer(lan, id, "x", version(lan, id)), 409, "conversation-closed");
    ok(lan.post(PATH + id + "/reopen", "", version(lan, id)));
    ok(lan.post(PATH + id + "/close", "{\"reason\":\"Chi cam on\"}", version(lan, id)));
    assertThat(read(lan, id).at("/conversation/state").asString()).isEqualTo("closed");
    assertThat(read(lan, id).at("/entries/0/text").asString()).isEqualTo("Chi cam on");
  }

  @Test
  void aCorrectionToAnOptOutHasEffect() {
    String phone = phone();
    UUID id = fixture.receive("default", phone, "Dung nhan cho toi nua");
    String correction = "{\"messageId\":\"%s\",\"correction\":\"%s\"}";
    refused(
        lan.post(
            PATH + id + "/correct",
            correction.formatted(UUID.randomUUID(), "opt-out"),
            version(lan, id)),
        404,
        "conversation-message-not-found");

    ok(lan.post(PATH + id + "/correct", correction.formatted(id, "opt-out"), version(lan, id)));

    JsonNode optOuts = ok(admin.post("/v1/opt-outs/search", "{\"phone\":\"" + phone + "\"}"));
    assertThat(optOuts.path("optedOut").toString()).isEqualTo("[\"GENERAL_INFO\",\"ADVERTISING\"]");
    assertThat(optOuts.at("/statements/0/inboundId").asString()).isEqualTo(id.toString());
    assertThat(optOuts.at("/statements/0/enteredBy").asString()).isEqualTo("lan");
    assertThat(read(lan, id).at("/messages/0/correction/to").asString()).isEqualTo("opt-out");
    assertThat(read(lan, id).at("/messages/0/action").asString()).isEqualTo("INBOX");
    ok(lan.post(PATH + id + "/correct", correction.formatted(id, "not-for-us"), version(lan, id)));
    assertThat(read(lan, id).at("/conversation/state").asString()).isEqualTo("closed");
  }

  @Test
  void aCorrectionToAWrongPersonStopsMessagesAboutThatPerson() {
    String phone = phone();
    UUID about = fixture.notificationId();
    UUID without = fixture.notificationId();
    UUID id = fixture.receive("default", phone, "nham so roi", "vi", List.of(about, without));
    String correction = "{\"messageId\":\"%s\",\"correction\":\"wrong-person\"%s}";
    String named = ",\"notificationId\":\"%s\"";
    fixture.notify(about, phone, "P-17");
    fixture.notify(without, phone, null);

    for (String notification :
        List.of("", named.formatted(without), named.formatted(UUID.randomUUID()))) {
      refused(
          lan.post(
              PATH + id + "/correct", correction.formatted(id, notification), version(lan, id)),
          400,
          "invalid-parameter");
    }
    ok(
        lan.post(
            PATH + id + "/correct",
            correction.formatted(id, named.formatted(about)),
            version(lan, id)));

    JsonNode found = ok(admin.post("/v1/wrong-persons/search", "{\"personRef\":\"P-17\"}"));
    assertThat(found.toString()).contains(phone, id.toString(), "\"lan\"");
    assertThat(read(lan, id).at("/messages/0/correction/to").asString()).isEqualTo("wrong-person");
  }

  @Test
  void aNumberIsFoundByWhoMayLookPersonsUp() {
    String phone = phone();
    UUID id = fixture.receive("default", phone, "Cau hoi");
    String search = "{\"phone\":\"" + phone + "\"}";

    JsonNode found = ok(lan.post(PATH + "search", search));

    assertThat(found.at("/conversations/0/id").asString()).isEqualTo(id.toString());
    refused(masked.post(PATH + "search", search), 403, "missing-scope");
    assertThat(ok(province.post(PATH + "search", search)).path("conversations")).isEmpty();
  }

  @Test
  void anotherTenantFindsNothingAndTheNationalOneReads() {
    UUID national = conversation("Cau hoi");
    UUID own = fixture.receive("cao-bang", phone(), "Cau hoi cua tinh");

    assertThat(ok(province.get("/v1/inbox")).path("conversations").toString())
        .contains(own.toString())
        .doesNotContain(national.toString());
    refused(province.get(PATH + national), 404, "conversation-not-found");
    refused(answer(province, national, "x", "\"1\""), 404, "conversation-not-found");
    assertThat(read(admin, national).at("/conversation/tenant").asString()).isEqualTo("default");
    assertThat(ok(admin.get(PATH + own + "?tenant=cao-bang")).path("messages")).hasSize(1);
    assertThat(ok(admin.get("/v1/inbox?tenant=cao-bang")).path("conversations")).isNotEmpty();
    refused(lan.get("/v1/inbox?tenant=cao-bang"), 403, "missing-scope");
  }

  @Test
  void anErasedPersonHasNoConversation() {
    String phone = phone();
    UUID id = fixture.receive("default", phone, "Cau hoi");
    ok(answer(lan, id, "Tra loi", version(lan, id)));

    ok(admin.post("/v1/people/erase", "{\"phone\":\"" + phone + "\"}"));

    refused(lan.get(PATH + id), 404, "conversation-not-found");
    assertThat(
            jdbc.queryForObject(
                "select count(*) from conversation_entries where conversation = ?",
                Integer.class,
                id))
        .isZero();
  }

  @Test
  void figuresSayHowLongPeopleWaitedAndWhoAnswered() {
    UUID id = conversation("Toi can giup");
    ok(answer(lan, id, "Chung toi goi lai", version(lan, id)));

    JsonNode figures = ok(admin.get("/v1/inbox/figures?days=7"));
    assertThat(figures.at("/all/answered").asInt()).isPositive();
    assertThat(figures.at("/all/medianSeconds").asInt()).isEqualTo(300);
    assertThat(figures.path("hours")).isNotEmpty();
    assertThat(figures.path("topics").valueStream().map(each -> each.path("topic").asString()))
        .contains("inbox");
    assertThat(figures.path("agents").valueStream().map(each -> each.path("agent").asString()))
        .contains("lan");
    refused(admin.get("/v1/inbox/figures?days=8"), 400, "invalid-parameter");
    refused(masked.get("/v1/inbox/figures"), 403, "missing-scope");
  }
}
