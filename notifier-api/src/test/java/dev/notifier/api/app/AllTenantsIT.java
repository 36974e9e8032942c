package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.EventDigest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Callers of the tenant default with a scope look up the messages of all tenants. */
class AllTenantsIT {
  private static final String READER = "key-of-a-reader-of-all-tenants-0123456789";
  private static final String CLERK = "key-of-a-clerk-of-one-tenant-012345678901";
  private static final String PROVINCE = "key-of-a-province-with-all-scopes-0123456";

  private static RunningApi api;
  private static JdbcTemplate jdbc;
  private static UUID id;

  private static OperatorClient admin;
  private static OperatorClient reader;
  private static OperatorClient clerk;
  private static OperatorClient province;

  @BeforeAll
  static void start() {
    ApiWithStore store = ApiWithStore.shared();
    api =
        store.start(
            "--notifier.operators.reader.key=" + READER,
            "--notifier.operators.reader.scopes=notifications:read,all-tenants:read",
            "--notifier.operators.clerk.key=" + CLERK,
            "--notifier.operators.clerk.scopes=notifications:read",
            "--notifier.operators.province.key=" + PROVINCE,
            "--notifier.operators.province.tenant=cao-bang");
    jdbc = store.jdbc();
    admin = new OperatorClient(api, RunningApi.KEY);
    reader = new OperatorClient(api, READER);
    clerk = new OperatorClient(api, CLERK);
    province = new OperatorClient(api, PROVINCE);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> admin.put("/v1/tenants/ha-giang", "{\"title\":\"Hà Giang\"}").status() < 300);
    id = insert("ha-giang", "seen");
  }

  @Test
  void theReaderFindsTheMessagesOfTheTenantThatItNames() {
    String byId = "/v1/notifications/" + id;
    String byEvent = "/v1/notifications?source=/tst/ha-giang&id=seen";
    String keys = "\"notifications\":[{\"notificationId\":\"" + id + "\"}]}";

    assertThat(reader.get(byId).status()).as("its own tenant").isEqualTo(404);
    Reply found = reader.get(byId + "?tenant=ha-giang");
    assertThat(found.json().path("eventId").asString("")).as(found.toString()).isEqualTo("seen");
    assertThat(found.json().path("text").asString("")).isEqualTo("•••");
    assertThat(reader.get(byEvent + "&tenant=ha-giang").status()).isEqualTo(200);
    Reply many = reader.post("/v1/notifications/lookup", "{\"tenant\":\"ha-giang\"," + keys);
    assertThat(many.json().at("/items/0/status").asString("")).isEqualTo("found");
    Reply own = reader.post("/v1/notifications/lookup", "{" + keys);
    assertThat(own.json().at("/items/0/status").asString("")).isEqualTo("notification-not-found");
    assertThat(reader.get(byId + "?tenant=Lao").code()).isEqualTo("invalid-parameter");
    assertThat(reader.get(byId + "?tenant=none").status()).isEqualTo(404);

    for (String operation :
        List.of("getNotificationById", "getNotification", "lookUpNotifications")) {
      assertThat(audited(operation, "reader")).as(operation + ", masked").isEqualTo(1);
    }
  }

  @Test
  void othersDoNot() {
    String path = "/v1/notifications/" + id + "?tenant=";
    for (OperatorClient other : List.of(clerk, province)) {
      assertThat(other.get(path + "ha-giang").code()).isEqualTo("missing-scope");
      assertThat(other.get("/v1/notifications?source=/tst/ha-giang&id=seen&tenant=ha-giang").code())
          .isEqualTo("missing-scope");
      assertThat(
              other
                  .post(
                      "/v1/notifications/lookup",
                      "{\"tenant\":\"ha-giang\",\"notifications\":[{\"notificationId\":\""
                          + id
                          + "\"}]}")
                  .code())
          .isEqualTo("missing-scope");
    }
    assertThat(province.get(path + "cao-bang").status()).as("its own").isEqualTo(404);
    assertThat(province.get(path + "default").code()).isEqualTo("missing-scope");
    assertThat(export(province).code()).isEqualTo("missing-scope");
  }

  @Test
  void theDataOfAPersonIsExportedLikewise() {
    Reply exported = export(admin);
    assertThat(exported.status()).as(exported.toString()).isEqualTo(200);
    assertThat(exported.response().body()).contains(id.toString());
    assertThat(audited("exportPerson", "api")).isEqualTo(1);
    assertThat(admin.post("/v1/people/export", "{\"phone\":\"0912345678\"}").response().body())
        .doesNotContain(id.toString());
  }

  @Test
  void noKeyAndNoUserOfAnotherTenantGetsTheScope() {
    Reply key =
        admin.post(
            "/v1/keys",
            "{\"name\":\"k\",\"owner\":\"o\",\"tenant\":\"ha-giang\","
                + "\"scopes\":[\"all-tenants:read\"]}");
    assertThat(key.code()).as(key.toString()).isEqualTo("invalid-key");
    Reply test =
        admin.post(
            "/v1/keys",
            "{\"name\":\"k\",\"owner\":\"o\",\"kind\":\"test\",\"scopes\":[\"all-tenants:read\"]}");
    assertThat(test.code()).as(test.toString()).isEqualTo("invalid-key");
    assertThat(
            province
                .post(
                    "/v1/keys",
                    "{\"name\":\"k\",\"owner\":\"o\",\"scopes\":[\"all-tenants:read\"]}")
                .code())
        .isEqualTo("scope-not-held");
    Reply user =
        admin.post(
            "/v1/users",
            "{\"name\":\"there\",\"fullName\":\"o\",\"tenant\":\"ha-giang\",\"roles\":[],"
                + "\"rights\":[\"all-tenants\"]}");
    assertThat(user.code()).as(user.toString()).isEqualTo("invalid-user");
    Reply here =
        admin.post(
            "/v1/users",
            "{\"name\":\"here\",\"fullName\":\"o\",\"roles\":[],\"rights\":[\"all-tenants\"]}");
    assertThat(here.status()).as(here.toString()).isEqualTo(201);
  }

  private static Reply export(OperatorClient client) {
    return client.post("/v1/people/export", "{\"phone\":\"0912345678\",\"tenant\":\"ha-giang\"}");
  }

  /** How many look-ups of the tenant the audit of the reader's tenant has. */
  private static int audited(String operation, String actor) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select count(*) from audit
            where tenant = 'default' and operation = ? and actor = ?
              and detail ->> 'tenant' = 'ha-giang'
            """,
            Integer.class,
            operation,
            actor));
  }

  private static UUID insert(String tenant, String event) {
    UUID notification =
        UUID.fromString(
            Objects.requireNonNull(jdbc.queryForObject("select uuidv7()::text", String.class)));
    String source = "/tst/" + tenant;
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, route, encoding, body, segments, state,
          accepted_at, planned_at)
        values (?, ?, ?, ?, 'card.expiring', 'normal', 'SERVICE', '+84912345678',
          'card-expiring', 1, 'vi', 'viettel', 'GSM7', 'BHXHVN', 1, 'SUBMITTED', now(), now())
        """,
        notification,
        tenant,
        source,
        event);
    jdbc.update(
        """
        insert into event_digests
          (digest, notification_id, topic_id, topic_offset, topic_partition, day)
        values (?, ?, ?, 0, 0, (now() at time zone 'UTC')::date)
        """,
        EventDigest.of(tenant, source, event),
        notification,
        UUID.randomUUID());
    return notification;
  }
}
