package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.Topics;
import dev.notifier.store.counters.UsageStore;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.StoredPlan;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The monthly quotas of tenants. */
class QuotaIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String REACHED = "key-of-a-tenant-that-uses-its-quota-0001";
  private static final String KEPT = "key-of-a-tenant-without-postgresql-00002";
  private static final String WARNED = "key-of-a-tenant-that-has-warnings-000003";
  private static final String RECIPIENT =
      """
      {"kind":"CITIZEN","phone":"0912345678","honorific":"Bà","fullName":"Lò Thị Mai",
       "locale":"vi"}\
      """;

  private static TestKafka kafka;
  private static InterruptibleProxy postgres;
  private static HikariDataSource database;
  private static UsageStore usage;
  private static RunningApi api;
  private static OperatorClient admin;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    String name = RunningApi.newDatabase();
    postgres = TestPostgres.shared().newProxy();
    database = TestPostgres.shared().pool(name);
    usage = new UsageStore(database);
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            TestPostgres.url(name, postgres),
            "--notifier.operators.a.key=" + REACHED,
            "--notifier.operators.a.tenant=reached",
            "--notifier.operators.b.key=" + KEPT,
            "--notifier.operators.b.tenant=kept",
            "--notifier.operators.c.key=" + WARNED,
            "--notifier.operators.c.tenant=warned");
    admin = new OperatorClient(api, RunningApi.KEY);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            admin.get("/v1/event-types/notice.published").status() == 200
                && admin.event(notice("ready")).status() == 202);
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    postgres.close();
    kafka.close();
  }

  private static String event(String id, String type, String fields) {
    return """
    {"specversion":"1.0","id":"%s","source":"/tst/son-la","type":"%s","time":"%s",
     "data":{"recipient":%s,%s}}\
    """
        .formatted(id, type, Sample.now(), RECIPIENT, fields);
  }

  private static String notice(String id) {
    return event(id, "notice.published", "\"topic\":\"card-codes\",\"text\":\"Thẻ mới.\"");
  }

  private static String code(String id) {
    return event(
        id, "account.password.reset", "\"accountId\":\"0110129425\",\"secret\":\"22ab99\"");
  }

  /** Counts segments of a tenant, as the worker does. */
  private static void use(String tenant, long segments) {
    JdbcClient.create(database)
        .sql(
            """
            insert into counters
              (hour, tenant, type, template, route, lane, state, reason, number, segments)
            values (date_trunc('hour', now()), :tenant, 'a.b', '', '', '', 'DELIVERED', '', 1, :n)
            on conflict (hour, tenant, type, template, route, lane, state, reason) do update
            set segments = excluded.segments
            """)
        .param("tenant", tenant)
        .param("n", segments)
        .update();
    usage.due().recent().forEach(usage::count);
  }

  private static void limit(String tenant, String form) {
    Reply reply =
        admin.put("/v1/tenants/" + tenant, "{\"title\":\"%s\"%s}".formatted(tenant, form));
    assertThat(reply.status()).as(reply.toString()).isBetween(200, 201);
  }

  private static void awaitLevel(OperatorClient tenant, String level) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(tenant.get("/v1/quota").json().path("level").asString("")).isEqualTo(level));
  }

  /** Otherwise codes would wait behind notices until the month ends. */
  @Test
  void codesOnATopicAreAcceptedBehindNoticesBeyondTheQuota() throws Exception {
    limit("topic", ",\"monthlySegments\":1");
    use("topic", 1);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            admin
                .get("/v1/tenants/topic/quota")
                .json()
                .path("level")
                .asString("")
                .equals("reached"));
    Reply key =
        admin.post(
            "/v1/keys",
            """
            {"name":"topic","owner":"Office","scopes":["events:write"],"tenant":"topic",
             "permissions":{"kafkaClient":"topic-1"}}\
            """);
    assertThat(key.status()).as(key.toString()).isEqualTo(201);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            kafka.admin().listTopics().names().get().contains(Topics.eventsRefused("topic-1")));

    kafka.send(List.of(onTopic(notice("notice")), onTopic(code("code"))));

    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          assertThat(kafka.committed(Topics.events(Lane.URGENT)))
              .anySatisfy(record ->
                  assertThat(EventRecord.FORMAT.read(record.value()).tenant()).isEqualTo("topic"));
          assertThat(kafka.committed(Topics.eventsRefused("topic-1")))
              .singleElement()
              .satisfies(record ->
                  assertThat(new String(record.value(), StandardCharsets.UTF_8))
                      .contains("quota-reached"));
        });
  }

  @Test
  void skippedNoticesBeyondTheQuotaAreNotPlannedAgain() throws Exception {
    limit("skipping", ",\"monthlySegments\":1");
    use("skipping", 1);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() ->
            admin
                .get("/v1/tenants/skipping/quota")
                .json()
                .path("level")
                .asString("")
                .equals("reached"));
    skipped("skipping", "notice.published", 1);
    skipped("skipping", "account.password.reset", 2);

    JsonNode found =
        admin
            .post("/v1/notifications/plan-again", "{\"reason\":\"NO_TEMPLATE\",\"dryRun\":true}")
            .json();

    assertThat(found.path("overQuota").asInt(-1)).as(found.toString()).isEqualTo(1);
    assertThat(found.path("ordered").asInt(-1)).isEqualTo(1);
  }

  private static void skipped(String tenant, String type, long offset) throws Exception {
    Instant now = Instant.now();
    PlannedNotification.Event event =
        new PlannedNotification.Event(
            tenant, "/s", "s" + offset, type, Lane.NORMAL, Category.SERVICE, null, now, null);
    PlannedEvent planned =
        new PlannedEvent(
            EventDigest.of(tenant, "/s", "s" + offset),
            now,
            0,
            offset,
            new PlannedNotification(
                event,
                null,
                null,
                NotificationState.SKIPPED,
                FailureReason.NO_TEMPLATE,
                null,
                now));
    StoredPlan stored =
        new PlanStore(database, _ -> {})
            .store(new ReadRanges("", "", new UUID(1, 1), List.of()), now, List.of(planned))
            .getFirst()
            .stored();
    JdbcClient.create(database)
        .sql(
            """
            insert into skipped_events
              (notification_id, type, reason, lane, expires_at, record_key, record_value)
            values (:id, :type, 'NO_TEMPLATE', 'normal', null, null, '\\x7b7d')
            """)
        .param("id", Objects.requireNonNull(stored).id())
        .param("type", type)
        .update();
  }

  private static ProducerRecord<byte[], byte[]> onTopic(String event) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.eventsIn("topic-1"), 0, null, event.getBytes(StandardCharsets.UTF_8));
    record
        .headers()
        .add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.US_ASCII));
    return record;
  }

  @Test
  void beyondTheQuotaOnlyCodesAndNoticesOfOwnCasesAreAccepted() {
    OperatorClient tenant = new OperatorClient(api, REACHED);
    limit("reached", ",\"monthlySegments\":100");
    use("reached", 99);
    awaitLevel(tenant, "warning-95");
    assertThat(tenant.event(notice("before")).status()).isEqualTo(202);

    use("reached", 100);
    awaitLevel(tenant, "reached");
    Reply refused = tenant.event(notice("single"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.code()).isEqualTo("quota-reached");
    assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 3_600L);
    assertThat(tenant.event(code("otp")).status()).isEqualTo(202);
    assertThat(tenant.event(Sample.card("service")).status()).isEqualTo(202);
    assertThat(admin.event(notice("national")).status()).as("another tenant").isEqualTo(202);

    Reply batch =
        tenant.batch(
            "["
                + notice("b1")
                + ","
                + code("b2")
                + ","
                + Sample.card("b3")
                + ","
                + notice("b4")
                + "]");
    assertThat(batch.status()).isEqualTo(207);
    assertThat(batch.json().path("accepted").asInt()).isEqualTo(2);
    assertThat(batch.json().path("items"))
        .extracting(item -> item.path("code").asString(""))
        .containsExactly("quota-reached", "", "", "quota-reached");
    assertThat(metric("notifier_quotas_events_total", "category=\"GENERAL_INFO\""))
        .isGreaterThanOrEqualTo(3);
    assertThat(metric("notifier_quotas_events_total", "category=\"OTP\""))
        .isGreaterThanOrEqualTo(2);
    assertThat(metric("notifier_quotas_tenants", "level=\"reached\"")).isGreaterThanOrEqualTo(1);

    limit("reached", ",\"monthlySegments\":1000");
    assertThat(tenant.event(notice("raised")).status()).isEqualTo(202);
    limit("reached", "");
    assertThat(tenant.get("/v1/quota").json().path("monthlySegments").isNull()).isTrue();
  }

  private static double metric(String name, String tag) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + api.healthPort() + "/actuator/prometheus"))
            .build();
    return api.send(request)
        .response()
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(tag))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void withoutPostgresqlTheLastSumsCount() {
    OperatorClient tenant = new OperatorClient(api, KEPT);
    limit("kept", ",\"monthlySegments\":10");
    use("kept", 10);
    awaitLevel(tenant, "reached");
    postgres.interrupt();
    try {
      // The next reading has failed, and the ones after it.
      Awaitility.await()
          .atMost(LIMIT)
          .pollDelay(Duration.ofSeconds(6))
          .untilAsserted(
              () -> assertThat(tenant.event(notice("down")).code()).isEqualTo("quota-reached"));
      assertThat(tenant.event(code("down-otp")).status()).isEqualTo(202);
      assertThat(admin.event(notice("down-national")).status()).isEqualTo(202);
      assertThat(tenant.get("/v1/quota").json().path("usedSegments").asLong()).isEqualTo(10);
    } finally {
      postgres.restore();
    }
    use("kept", 5);
    awaitLevel(tenant, "ok");
    limit("kept", "");
  }

  @Test
  void aTenantSeesItsOwnQuotaAndTheNationalOneThoseOfAll() {
    OperatorClient tenant = new OperatorClient(api, WARNED);
    limit("warned", ",\"monthlySegments\":1000");
    use("warned", 801);
    awaitLevel(tenant, "warning-80");

    JsonNode own = tenant.get("/v1/quota").json();
    assertThat(own.path("tenant").asString("")).isEqualTo("warned");
    assertThat(own.path("month").asString("")).matches("\\d{4}-\\d{2}");
    assertThat(own.path("monthlySegments").asLong()).isEqualTo(1_000);
    assertThat(own.path("usedSegments").asLong()).isEqualTo(801);
    assertThat(own.path("countedAt").asString("")).isNotEmpty();
    assertThat(admin.get("/v1/tenants/warned/quota").json().path("level").asString(""))
        .isEqualTo("warning-80");
    assertThat(admin.get("/v1/quota").json().path("tenant").asString("")).isEqualTo("default");
    assertThat(admin.get("/v1/tenants/none/quota").code()).isEqualTo("tenant-not-found");
    assertThat(tenant.get("/v1/tenants/warned/quota").code()).isEqualTo("default-tenant-only");
    Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(health()).contains("80 %"));
  }

  private static String health() {
    return api.send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + api.healthPort() + "/actuator/health"))
                .build())
        .json()
        .at("/components/quotas")
        .toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "1000000000001", "\"100\"", "1e400"})
  void otherQuotasAreRefused(String value) {
    Reply reply =
        admin.put(
            "/v1/tenants/invalid", "{\"title\":\"t\",\"monthlySegments\":%s}".formatted(value));
    assertThat(reply.status()).as(reply.toString()).isBetween(400, 422);
  }
}
