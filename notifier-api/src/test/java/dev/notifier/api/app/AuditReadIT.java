package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Each look-up of personal data has an entry in the audit, and the audit is read. */
class AuditReadIT extends AuditedApi {
  private static final String KEY_OF_A_PROGRAM =
      """
      {"name":"letters-program","owner":"IT","kind":"live","scopes":["batches:read"]}\
      """;

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
    Reply exported = lan.post("/v1/people/export", "{\"phone\":\"" + PHONE + "\",\"limit\":1000}");
    assertThat(exported.response().body()).contains("getNotificationById");
  }

  /** Otherwise neither a person's export nor an erasure would reach what several have in common. */
  @Test
  void aLookUpOfSeveralPersonsHasAnEntryForEach() {
    UUID one = insert("s1", "+84391234561");
    UUID other = insert("s2", "+84391234562");
    UUID same = insert("s3", "+84391234561");

    ok(
        lan.post(
            "/v1/notifications/lookup",
            "{\"notifications\":[{\"source\":\"/s\",\"eventId\":\"s1\"},{\"source\":\"/s\",\"eventId\":\"s2\"},{\"source\":\"/s\",\"eventId\":\"s3\"}]}"));

    Map<String, String> shown = new TreeMap<>();
    entries(lan, "&operation=lookUpNotifications").stream()
        .limit(2)
        .forEach(each ->
            shown.put(each.path("notifications").toString(), each.path("subjectRef").asString("")));
    assertThat(shown)
        .containsOnlyKeys("[\"%s\",\"%s\"]".formatted(one, same), "[\"%s\"]".formatted(other));
    assertThat(shown.values()).doesNotHaveDuplicates().doesNotContain("");
  }

  @Test
  void aUserIsFoundWithAndWithoutThePrefix() {
    jdbc.update(
        """
        with entry as (
          insert into audit (tenant, actor, actor_kind, operation, outcome) values
            ('default', 'user:huong', 'user', 'signOut', 'done'),
            ('default', 'huong', 'key', 'signOut', 'done'),
            ('default', 'user:huonga', 'user', 'signOut', 'done') returning id)
        insert into audit_pending select id from entry
        """);

    assertThat(entries(lan, "&actor=huong")).hasSize(2);
    assertThat(entries(lan, "&actor=user:huong"))
        .singleElement()
        .satisfies(each -> assertThat(each.path("actorKind").asString()).isEqualTo("user"));
  }

  @Test
  void whatAnEntryIsAboutHasItsName() {
    UUID own = batch("default", "April letters");
    UUID foreign = batch("province", "Foreign letters");
    ok(lan.post("/v1/keys", KEY_OF_A_PROGRAM));
    JsonNode key = newest("&operation=createKey").path("target");
    for (String target : List.of("batch:" + own, "batch:" + foreign, "batch:gone", "key:gone")) {
      insertEntry(target);
    }

    assertThat(key.path("name").asString()).isEqualTo("letters-program");
    assertThat(nameOf(lan, "batch:" + own)).isEqualTo("April letters");
    assertThat(nameOf(lan, "batch:" + foreign)).isNull();
    assertThat(nameOf(lan, "batch:gone")).isNull();
    assertThat(nameOf(lan, "key:gone")).isNull();
    OperatorClient auditor = new OperatorClient(api, AUDITOR);
    assertThat(nameOf(auditor, "batch:" + own)).isEqualTo("April letters");
    assertThat(nameOf(auditor, "key:" + key.path("id").asString())).isNull();
  }

  /** Their ids mean nothing to people, and some are deleted after a while. */
  @Test
  void jobsExportsCancellationsAndSessionsAreDescribed() {
    String job = "job:" + inserted("jobs (kind, created_by) values ('retention', 'system')");
    String export = export();
    String cancellation = cancellation();
    String session = session();
    List<String> all = List.of(job, export, cancellation, session);
    all.forEach(AuditReadIT::insertEntry);
    all.forEach(target -> insertEntry("province", target));

    assertThat(nameOf(lan, job)).isEqualTo("retention");
    assertThat(nameOf(lan, export)).isEqualTo("2026-12-01T01:00:00Z");
    assertThat(nameOf(lan, cancellation)).isEqualTo("Wrong amounts");
    assertThat(nameOf(lan, session)).isEqualTo("Firefox on Windows");
    OperatorClient auditor = new OperatorClient(api, AUDITOR);
    OperatorClient foreign = new OperatorClient(api, OTHER);
    for (String target : all) {
      assertThat(nameOf(auditor, target)).as(target).isNull();
      assertThat(nameOf(foreign, target)).as(target + " of another tenant").isNull();
    }
  }

  private static String export() {
    return "export:"
        + inserted(
            """
            exports (tenant, clear, created_at, created_by, expires_at)
            values ('default', false, '2026-12-01T08:00:00+07', 'lan', now())\
            """);
  }

  private static String cancellation() {
    return "cancellation:"
        + inserted(
            """
            cancellations (made_at, keep_until, tenant, made_by, reason, filter)
            values (now(), now(), 'default', 'lan', 'Wrong amounts', '{}')\
            """);
  }

  private static String session() {
    UUID user = UUID.randomUUID();
    jdbc.update(
        """
        insert into users (id, version, tenant, name, full_name, roles, rights, created_at, created_by,
          changed_at, changed_by)
        values (?, 1, 'default', 'described', 'D', '{}', '{}', now(), 'lan', now(), 'lan')
        """,
        user);
    return "session:"
        + inserted(
            """
            user_sessions (id, user_id, token_hash, created_at, last_used_at, expires_at, network,
              program)
            values (gen_random_uuid(), '%s', uuid_send('%s'), now(), now(), now(), '203.0.113.*',
              'Firefox on Windows')\
            """
                .formatted(user, user));
  }

  private static UUID inserted(String rest) {
    return Objects.requireNonNull(
        jdbc.queryForObject("insert into " + rest + " returning id", UUID.class));
  }

  private static @Nullable String nameOf(OperatorClient caller, String target) {
    JsonNode found = entries(caller, "&target=" + target).getFirst().path("target").path("name");
    return found.isNull() ? null : found.asString();
  }

  private static UUID batch(String tenant, String name) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            insert into batches (tenant, name, event_type, file_kind, state, created_by)
            values (?, ?, 'type', 'csv', 'RECEIVING', 'lan') returning id
            """,
            UUID.class,
            tenant,
            name));
  }

  private static void insertEntry(String target) {
    insertEntry("default", target);
  }

  private static void insertEntry(String tenant, String target) {
    jdbc.update(
        """
        with entry as (
          insert into audit (tenant, actor, actor_kind, operation, outcome, target_kind, target)
          values (?, 'lan', 'configured-key', 'o', 'done', ?, ?) returning id)
        insert into audit_pending select id from entry
        """,
        tenant,
        target.split(":", 2)[0],
        target.split(":", 2)[1]);
  }

  @Test
  void aMessageThatAPersonIsShownInClearHasThisInItsEntry() {
    ok(lan.get("/v1/notifications/" + notification + "?clear=true"));

    assertThat(entries(lan, "&operation=getNotificationById").getFirst().path("detail").toString())
        .isEqualTo("{\"clear\":true}");
  }

  /** A page looks at so many rows of its own tenant. */
  @Test
  void theRowsOfOtherTenantsCostNoPage() {
    jdbc.update(
        """
        with other as (
          insert into audit (tenant, actor, actor_kind, operation, outcome)
          select 'crowd', 'a', 'system', 'o', 'done' from generate_series(1, 10001) returning id)
        insert into audit_pending select id from other
        """);

    assertThat(lan.get("/v1/audit?limit=1").json().path("entries").size()).isEqualTo(1);
  }

  private static int lookUps() {
    Integer count =
        jdbc.queryForObject(
            "select count(*) from audit where operation in ('getNotification',"
                + " 'getNotificationById', 'lookUpNotifications', 'exportPerson')",
            Integer.class);
    return count == null ? 0 : count;
  }

  /** What cannot be audited is not shown. */
  @Test
  void withoutItsEntryALookUpShowsNothing() {
    new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
        .executeWithoutResult(_ -> {
          jdbc.execute("lock table audit in exclusive mode");

          Reply reply = lan.get("/v1/notifications/" + notification);

          assertThat(reply.status()).isEqualTo(503);
          assertThat(reply.code()).isEqualTo("store-unavailable");
          ok(new OperatorClient(api, MASKED).get("/v1/notifications/" + notification));
        });
    ok(lan.get("/v1/notifications/" + notification));
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
      strings = {
        "from=x",
        "to=2026-12-01",
        "from=1960-01-01T00:00:00Z",
        "target=x",
        "actor=",
        "after=x"
      })
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
