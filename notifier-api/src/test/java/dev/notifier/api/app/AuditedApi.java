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
import dev.notifier.store.routes.RouteStore;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** An api with callers whose commands and look-ups are audited, on a real broker and store. */
abstract class AuditedApi {
  static final Duration LIMIT = Duration.ofSeconds(60);
  static final String LAN = "the-key-of-lan-with-32-characters-or-more";
  static final String MINH = "the-key-of-minh-with-32-characters-or-more";
  static final String OTHER = "the-key-of-another-tenant-with-32-characters";
  static final String MASKED = "the-key-that-sees-no-personal-data-32-characters";
  static final String AUDITOR = "the-key-that-reads-audit-and-batches-32-characters";
  static final String[] MASKED_OPERATOR = {
    "--notifier.operators.masked.key=" + MASKED,
    "--notifier.operators.masked.scopes=notifications:read"
  };
  static final String PASSKEY_ORIGIN = "http://localhost:8080";
  static final String YAML = "application/yaml";
  static final String PHONE = "+84391234567";

  static TestKafka kafka;
  static String url;
  static Database database;
  static JdbcTemplate jdbc;
  static RunningApi api;
  static OperatorClient lan;
  static OperatorClient minh;
  static UUID notification;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.fresh();
    url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 4, Duration.ofSeconds(30)));
    jdbc = new JdbcTemplate(database.dataSource());
    RouteConfig route =
        RecordJson.read(
            """
            {"host":"smsc.example","port":2775,"systemId":"notifier","password":"x","sessions":1,
             "maxSessions":4,"window":10,"rate":50,"sources":[{"address":"8079"}]}\
            """
                .getBytes(StandardCharsets.UTF_8),
            RouteConfig.class);
    new RouteStore(database.dataSource(), Clock.systemUTC()).seed(Map.of("mobi", route));
    new RouteTopics(kafka).create();
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            url,
            "--notifier.routes.mobi.host=smsc.example",
            "--notifier.operators.lan.key=" + LAN,
            "--notifier.operators.minh.key=" + MINH,
            "--notifier.operators.other.key=" + OTHER,
            "--notifier.operators.other.tenant=province",
            "--notifier.operators.auditor.key=" + AUDITOR,
            "--notifier.operators.auditor.scopes=audit:read,batches:read",
            "--notifier.replies.hotline.url=https://hotline.example/events",
            "--notifier.replies.hotline.secret=whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "--notifier.users.passkeys.relying-party-id=localhost",
            "--notifier.users.passkeys.origins=" + PASSKEY_ORIGIN,
            MASKED_OPERATOR[0],
            MASKED_OPERATOR[1]);
    lan = new OperatorClient(api, LAN);
    minh = new OperatorClient(api, MINH);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> lan.get("/v1/templates").json().path("templates").size() == 25);
    notification = insert("e1", PHONE);
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    kafka.close();
  }

  /** A notification of an hour ago. */
  static UUID insert(String event, String phone) {
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

  static void ok(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isBetween(200, 299);
  }

  static List<JsonNode> entries(OperatorClient caller, String query) {
    Reply reply = caller.get("/v1/audit?limit=1000" + query);
    ok(reply);
    return reply.json().path("entries").valueStream().toList();
  }

  static JsonNode newest(String query) {
    return entries(lan, query).getFirst();
  }

  static void chainIsIntact() {
    AuditKey key = AuditKey.of(RunningApi.PRIVACY_KEY);
    new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
        .executeWithoutResult(_ -> new AuditChain(database.dataSource(), key).chain(10_000));
    assertThat(new AuditCheck(database.dataSource(), key, 4711).run(Map.of()).differences())
        .isEmpty();
  }
}
