package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.RecordJson;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditChain;
import dev.notifier.store.audit.AuditCheck;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.testing.TestKafka;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each command and each look-up of personal data has an entry, on a real broker and store. */
class AuditIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LAN = "the-key-of-lan-with-32-characters-or-more";
  private static final String MINH = "the-key-of-minh-with-32-characters-or-more";
  private static final String OTHER = "the-key-of-another-tenant-with-32-characters";
  private static final String MASKED = "the-key-that-sees-no-personal-data-32-characters";
  private static final String[] MASKED_OPERATOR = {
    "--notifier.operators.masked.key=" + MASKED,
    "--notifier.operators.masked.scopes=notifications:read"
  };
  private static final String YAML = "application/yaml";
  private static final String PHONE = "+84391234567";

  /** Operations that are no GET and change nothing that is not recorded elsewhere. */
  private static final List<String> NOT_AUDITED =
      List.of("postEvents", "previewDraft", "previewTemplate", "previewTemplateVersion");

  private static TestKafka kafka;
  private static String url;
  private static Database database;
  private static JdbcTemplate jdbc;
  private static RunningApi api;
  private static OperatorClient lan;
  private static OperatorClient minh;
  private static UUID notification;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 4, Duration.ofSeconds(30)));
    database.migrate();
    jdbc = new JdbcTemplate(database.dataSource());
    RouteConfig route =
        RecordJson.read(
            """
            {"host":"smsc.example","port":2775,"systemId":"notifier","password":"x","sessions":1,
             "maxSessions":4,"window":10,"rate":50}\
            """
                .getBytes(StandardCharsets.UTF_8),
            RouteConfig.class);
    new RouteStore(database.dataSource(), Clock.systemUTC()).seed(Map.of("mobi", route));
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            url,
            "--notifier.operators.lan.key=" + LAN,
            "--notifier.operators.minh.key=" + MINH,
            "--notifier.operators.other.key=" + OTHER,
            "--notifier.operators.other.tenant=province",
            MASKED_OPERATOR[0],
            MASKED_OPERATOR[1]);
    lan = new OperatorClient(api, LAN);
    minh = new OperatorClient(api, MINH);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> lan.get("/v1/templates").json().path("templates").size() == 20);
    notification = insert("e1", PHONE);
  }

  /** A notification of an hour ago. */
  private static UUID insert(String event, String phone) {
    UUID id =
        jdbc.queryForObject(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
              template_id, template_version, locale, encoding, segments, body, state, accepted_at,
              planned_at, finished_at)
            values (uuidv7(), 'default', '/s', ?, 'type', 'normal', 'SERVICE', ?, 'template', 1,
              'vi', 'GSM7', 1, 'marker text', 'DELIVERED', now() - interval '1 hour', now(), now())
            returning id
            """,
            UUID.class,
            event,
            phone);
    jdbc.update(
        """
        insert into event_digests
          (digest, notification_id, topic_id, topic_offset, topic_partition, day)
        values (?, ?, ?, 0, 0, (now() at time zone 'UTC')::date)
        """,
        EventDigest.of("default", "/s", event),
        id,
        new UUID(1, 1));
    return Objects.requireNonNull(id);
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    kafka.close();
  }

  private static void ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isBetween(200, 299);
  }

  private static List<JsonNode> entries(OperatorClient caller, String query) {
    Reply reply = caller.get("/v1/audit?limit=1000" + query);
    ok(reply);
    return reply.json().path("entries").valueStream().toList();
  }

  private static JsonNode newest(String query) {
    return entries(lan, query).getFirst();
  }

  /** Without an annotation, a command would have no entry. */
  @Test
  void theDescriptionSaysOfEachOperationWhetherItIsAudited() {
    Map<String, String> described = new TreeMap<>();
    new ApiDescription()
        .operations()
        .forEach((name, operation) -> {
          String audit = operation.path("x-audit").asString("");
          String id = operation.path("operationId").asString("");
          if (!name.startsWith("get ") && !NOT_AUDITED.contains(id)) {
            assertThat(audit).as(name).isIn("command", "look-up");
          }
          assertThat(audit.equals("none")).as(name).isEqualTo(NOT_AUDITED.contains(id));
          if (audit.equals("command")) {
            described.put(name, id);
          }
        });

    assertThat(api.audited()).isEqualTo(described);
  }

  /** A command that no step below uses fails the test, as one that writes no entry. */
  @Test
  void eachCommandHasAnEntryInItsTransaction() {
    eventTypesAndTemplates();
    routes();
    others();

    Map<String, List<JsonNode>> done =
        entries(lan, "").stream()
            .filter(each -> each.path("outcome").asString().equals("done"))
            .collect(Collectors.groupingBy(each -> each.path("operation").asString()));
    assertThat(done.keySet()).containsAll(api.audited().values());
    JsonNode approved = newest("&operation=approveTemplate&target=template:notice-due");
    assertThat(approved.path("actor").asString()).isEqualTo("minh");
    assertThat(approved.path("actorKind").asString()).isEqualTo("configured-key");
    assertThat(approved.path("reason").asString()).isEqualTo("checked");
    assertThat(approved.path("network").asString()).isEqualTo("127.0.0.*");
    assertThat(approved.path("detail").toString()).isEqualTo("{\"version\":1,\"state\":\"APPROVED\"}");
    JsonNode patched = newest("&operation=patchRoute");
    assertThat(patched.at("/detail/before/rate").asInt()).isEqualTo(50);
    assertThat(patched.at("/detail/after/rate").asInt()).isEqualTo(40);
    chainIsIntact();
    assertThat(jdbc.queryForList("select a::text from audit a", String.class).toString())
        .doesNotContain("391234567", "marker");
  }

  private static void chainIsIntact() {
    AuditKey key = AuditKey.of(RunningApi.PRIVACY_KEY);
    new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
        .executeWithoutResult(_ -> new AuditChain(database.dataSource(), key).chain(10_000));
    assertThat(new AuditCheck(database.dataSource(), key).run(Map.of()).findings()).isEmpty();
  }

  private static void eventTypesAndTemplates() {
    String type =
        """
        name: notice.due
        title: A notice is due
        category: SERVICE
        lane: normal
        template: notice-due
        schema:
          $schema: https://json-schema.org/draft/2020-12/schema
          title: A notice is due
          type: object
          required: [recipient, code]
          properties:
            recipient: { $ref: "urn:notifier:schema:recipient" }
            code: { title: The code, type: string, maxLength: 5, examples: ["C1"] }
        samples:
          typical:
            recipient: { kind: CITIZEN, phone: "0912345678", locale: vi }
            code: C1
          longest:
            recipient: { kind: CITIZEN, phone: "0912345678", locale: vi }
            code: C2345
        """;
    ok(lan.put("/v1/event-types/notice.due", YAML, type));
    saveDraft("one");
    ok(lan.delete("/v1/templates/notice-due/draft", lan.get(draft()).header("ETag")));
    saveDraft("one");
    ok(lan.post(draft() + "/submit", "{}"));
    ok(minh.post(version(1, "approve"), "{\"reason\":\"checked\"}"));
    ok(lan.post(version(1, "publish"), "{\"at\":\"" + Instant.now().plusSeconds(3600) + "\"}"));
    ok(lan.post(version(1, "unschedule"), "{}"));
    ok(lan.post(version(1, "publish"), "{}"));
    saveDraft("two");
    ok(lan.post(draft() + "/submit", "{}"));
    ok(minh.post(version(2, "approve"), "{}"));
    ok(lan.post(version(2, "publish"), "{}"));
    ok(minh.post("/v1/templates/notice-due/roll-back", "{\"version\":1,\"reason\":\"wrong\"}"));
    saveDraft("three");
    ok(lan.post(draft() + "/submit", "{}"));
    ok(minh.post(version(3, "reject"), "{\"reason\":\"unclear\"}"));
    ok(
        lan.put(
            "/v1/templates/notice-due/registrations/mobi",
            "{\"registeredId\":\"VT-1\",\"status\":\"approved\",\"maxLengths\":{\"code\":5}}"));
    ok(
        lan.post(
            "/v1/templates/import",
            JsonMapper.shared()
                .writeValueAsString(
                    Map.of(
                        "files",
                        List.of(
                            Map.of(
                                "path",
                                "templates/notice-due.yaml",
                                "content",
                                template("four"))))),
            ""));
    ok(minh.post(version(1, "retire"), "{\"reason\":\"not used\"}"));
  }

  private static String draft() {
    return "/v1/templates/notice-due/draft";
  }

  private static String version(int version, String action) {
    return "/v1/templates/notice-due/versions/" + version + "/" + action;
  }

  private static String template(String text) {
    return """
    id: notice-due
    eventType: notice.due
    diacritics: strip
    maxSegments: 2
    links: refuse
    variants:
      - { locale: vi, text: "%s {{ code }}" }
    """
        .formatted(text);
  }

  private static void saveDraft(String text) {
    ok(lan.put(draft(), YAML, template(text), lan.get(draft()).header("ETag")));
  }

  private static void routes() {
    ok(
        api.send(
            api.request("/v1/routes/mobi")
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString("{\"rate\":40}"))
                .build()));
    for (String action : List.of("pause", "resume", "rebind")) {
      ok(lan.post("/v1/routes/mobi/" + action, ""));
    }
  }

  private static void others() {
    UUID job =
        new JobStore(database.dataSource())
            .add(new NewJob("default", "import", Map.of(), 9L, "lan"));
    ok(lan.post("/v1/jobs/" + job + "/cancel", ""));
    jdbc.update(
        """
        insert into skipped_events (notification_id, type, reason, lane, record_key, record_value)
        values (uuidv7(), 'card.expiring', 'NO_TEMPLATE', 'NORMAL', 'key', 'value')
        """);
    ok(lan.post("/v1/notifications/plan-again", "{\"reason\":\"NO_TEMPLATE\"}"));
    ok(lan.post("/v1/people/erase", "{\"phone\":\"0391234599\"}"));
  }

  @Test
  void aCommandThatChangesNothingOrIsRefusedHasAnEntry() {
    lan.post("/v1/routes/none/pause", "");
    ok(lan.post("/v1/people/erase", "{\"phone\":\"0391234598\"}"));
    lan.post("/v1/people/erase", "{\"phone\":\"12\"}");
    lan.post("/v1/jobs/0391234567/cancel", "");

    JsonNode refused = awaited("&operation=pauseRoute&target=route:none");
    assertThat(refused.path("outcome").asString()).isEqualTo("refused");
    assertThat(refused.path("reason").asString()).isEqualTo("route-not-found");
    assertThat(refused.at("/detail/status").asInt()).isEqualTo(404);
    assertThat(awaited("&operation=erasePerson").path("outcome").asString()).isEqualTo("refused");
    assertThat(awaited("&operation=cancelJob&target=job:***").path("outcome").asString())
        .isEqualTo("refused");
    ok(lan.post("/v1/routes/mobi/resume", ""));
    ok(lan.post("/v1/routes/mobi/resume", ""));
    assertThat(awaited("&operation=resumeRoute").path("outcome").asString()).isEqualTo("unchanged");
  }

  /** What changed nothing is written after the response. */
  private static JsonNode awaited(String query) {
    return Objects.requireNonNull(
        Awaitility.await()
            .atMost(LIMIT)
            .until(
                () -> entries(lan, query).stream().findFirst().orElse(null),
                found -> found != null && !found.path("outcome").asString().equals("done")));
  }

  @Test
  void aLookUpOfPersonalDataHasAnEntryBeforeItsResponse() {
    int before = lookUps();
    ok(lan.get("/v1/notifications?source=/s&id=e1"));
    ok(lan.get("/v1/notifications/" + notification));
    ok(
        lan.post(
            "/v1/notifications/lookup",
            "{\"notifications\":[{\"source\":\"/s\",\"eventId\":\"e1\"},{\"source\":\"/s\",\"eventId\":\"e9\"}]}"));
    ok(lan.post("/v1/people/export", "{\"phone\":\"" + PHONE + "\"}"));
    assertThat(lookUps()).isEqualTo(before + 4);

    JsonNode one = newest("&operation=getNotificationById");
    JsonNode all = newest("&operation=exportPerson");
    assertThat(one.path("notifications").get(0).asString()).isEqualTo(notification.toString());
    assertThat(one.path("subjectRef").asString()).isEqualTo(all.path("subjectRef").asString());
    assertThat(newest("&operation=lookUpNotifications").path("notifications")).hasSize(1);
    Reply exported =
        lan.post("/v1/people/export", "{\"phone\":\"" + PHONE + "\",\"limit\":1000}");
    assertThat(exported.response().body()).contains("getNotificationById");
  }

  private static int lookUps() {
    Integer count =
        jdbc.queryForObject(
            "select count(*) from audit where operation in ('getNotification',"
                + " 'getNotificationById', 'lookUpNotifications', 'exportPerson')",
            Integer.class);
    return count == null ? 0 : count;
  }

  @Test
  void aLookUpOfMaskedOrNoDataHasNone() {
    OperatorClient masked = new OperatorClient(api, MASKED);
    int before = lookUps();

    ok(masked.get("/v1/notifications/" + notification));
    lan.get("/v1/notifications/" + new UUID(0, 1));

    assertThat(lookUps()).isEqualTo(before);
  }

  @Test
  void afterAnErasureTheEntriesMeanNoOne() {
    UUID id = insert("e2", "+84391234588");
    ok(lan.get("/v1/notifications/" + id));
    @Nullable String ref = newest("&operation=getNotificationById").path("subjectRef").asString();
    assertThat(mappings(ref)).isEqualTo(1);

    ok(lan.post("/v1/people/erase", "{\"phone\":\"0391234588\"}"));

    assertThat(mappings(ref)).isZero();
    assertThat(newest("&operation=erasePerson").path("subjectRef").asString()).isEqualTo(ref);
    chainIsIntact();
  }

  private static int mappings(@Nullable String ref) {
    Integer count =
        jdbc.queryForObject(
            "select count(*) from audit_subjects where ref = ?::uuid", Integer.class, ref);
    return count == null ? 0 : count;
  }

  @Test
  void anotherTenantSeesNothing() {
    ok(lan.post("/v1/people/export", "{\"phone\":\"0391234577\"}"));
    OperatorClient other = new OperatorClient(api, OTHER);

    assertThat(entries(other, "")).allMatch(each -> each.path("actor").asString().equals("other"));
    assertThat(new OperatorClient(api, MASKED).get("/v1/audit").status()).isEqualTo(403);
  }

  @Test
  void theAuditIsReadPageByPageAndSelected() {
    for (int i = 0; i < 3; i++) {
      ok(minh.post("/v1/people/export", "{\"phone\":\"0391234576\"}"));
    }
    Reply first = lan.get("/v1/audit?limit=2&actor=minh&operation=exportPerson");
    Reply second =
        lan.get(
            "/v1/audit?limit=2&actor=minh&operation=exportPerson&after="
                + first.json().path("next").asString());

    assertThat(first.json().path("entries").size()).isEqualTo(2);
    assertThat(second.json().path("entries").size()).isEqualTo(1);
    assertThat(second.json().path("next").isNull()).isTrue();
    String at = first.json().at("/entries/0/at").asString();
    String to = Instant.parse(at).plusMillis(1).toString();
    assertThat(entries(lan, "&operation=exportPerson&actor=minh&from=" + at + "&to=" + to))
        .hasSize(1);
    assertThat(entries(lan, "&from=" + Instant.now().plusSeconds(3600))).isEmpty();
    assertThat(entries(lan, "&to=2020-01-01T00:00:00Z")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"from=x", "to=2026-12-01", "from=1960-01-01T00:00:00Z", "target=x", "actor=", "after=x"})
  void anInvalidSelectionIsRejected(String query) {
    Reply reply = lan.get("/v1/audit?" + query);

    assertThat(reply.code()).isEqualTo("invalid-parameter");
  }

  @Test
  void refusedAccessIsCountedWithoutTheKey() {
    // What is counted in the last minute is written at the stop.
    try (RunningApi stopped = RunningApi.start(kafka.bootstrapServers(), url, MASKED_OPERATOR)) {
      for (int i = 0; i < 3; i++) {
        stopped.send(
            HttpRequest.newBuilder(stopped.request("/v1/routes").build().uri())
                .header("Authorization", "Bearer nk_live_AbCdEf12345_verysecretpart")
                .build());
        new OperatorClient(stopped, MASKED).get("/v1/routes");
      }
    }

    Map<String, JsonNode> found = new TreeMap<>();
    entries(lan, "").stream()
        .filter(each -> each.path("outcome").asString().equals("denied"))
        .forEach(each -> found.put(each.path("actor").asString(), each));
    assertThat(found).containsKey("nk_live_AbCdEf").containsKey("masked");
    JsonNode failed = Objects.requireNonNull(found.get("nk_live_AbCdEf"));
    assertThat(failed.path("operation").asString()).isEqualTo("failedSignIn");
    assertThat(failed.at("/detail/count").asInt()).isPositive();
    JsonNode denied = Objects.requireNonNull(found.get("masked"));
    assertThat(denied.at("/detail/scope").asString()).isIn("routes:read", "audit:read");
    assertThat(jdbc.queryForList("select a::text from audit a", String.class).toString())
        .doesNotContain("verysecretpart", "AbCdEf1");
  }
}
