package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Cancellations are stored with their jobs, published, and shown. */
class CancellationsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String CANCEL = "/v1/notifications/cancel";

  private static TestKafka kafka;
  private static Database database;
  private static JdbcTemplate jdbc;
  private static RunningApi api;
  private static OperatorClient admin;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    String url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 2, Duration.ofSeconds(30)));
    jdbc = new JdbcTemplate(database.dataSource());
    api = RunningApi.start(kafka.bootstrapServers(), url);
    admin = new OperatorClient(api, RunningApi.KEY);
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    kafka.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("update cancellations set ended_at = now() where ended_at is null");
  }

  @Test
  void aFilterIsPublishedAndItsJobIsAdded() {
    Reply reply =
        admin.post(
            CANCEL,
            """
            {"reason": "wrong date", "filter": {"source": "/tst", "group": "g",
              "acceptedFrom": "2026-12-01T00:00:00+07:00"}}
            """);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
    JsonNode made = reply.json();
    assertThat(made.path("state").asString()).isEqualTo("counting");
    assertThat(made.path("reason").asString()).isEqualTo("wrong date");
    JsonNode filter = made.path("filter");
    assertThat(filter.path("source").asString()).isEqualTo("/tst");
    assertThat(filter.path("group").asString()).isEqualTo("g");
    assertThat(filter.path("acceptedFrom").asString()).isEqualTo("2026-11-30T17:00:00Z");
    assertThat(filter.path("type").isNull()).isTrue();
    assertThat(made.path("madeBy").asString()).isEqualTo("api");
    assertThat(made.path("waiting").asInt()).isZero();
    UUID id = UUID.fromString(made.path("id").asString());
    CancellationRecord published = published(id);
    assertThat(published.tenant()).isEqualTo("default");
    assertThat(published.filter()).isNotNull();
    assertThat(
            jdbc.queryForObject(
                "select count(*) from jobs where kind = 'cancellation' and payload ->>"
                    + " 'cancellation' = ?",
                Integer.class,
                id.toString()))
        .isEqualTo(1);
    assertThat(admin.get("/v1/cancellations/" + id).json().path("id").asString())
        .isEqualTo(id.toString());
  }

  @Test
  void tenThousandEventsAreOneRecord() {
    String events =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{\"source\":\"/tst\",\"eventId\":\"e" + i + "\"}")
            .collect(Collectors.joining(","));

    Reply reply = admin.post(CANCEL, "{\"reason\":\"r\",\"events\":[" + events + "]}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(202);
    assertThat(reply.json().path("events").asInt()).isEqualTo(10_000);
    assertThat(published(UUID.fromString(reply.json().path("id").asString())).digests())
        .hasSize(10_000)
        .contains(EventDigest.of("default", "/tst", "e9999"));
    Reply tooMany =
        admin.post(
            CANCEL,
            "{\"reason\":\"r\",\"events\":["
                + events
                + ",{\"source\":\"/tst\",\"eventId\":\"one\"}]}");
    assertThat(tooMany.status()).isEqualTo(400);
  }

  /** Each would cancel nothing or everything, or has no reason. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"filter\":{\"source\":\"/tst\"}}",
        "{\"reason\":\"r\"}",
        "{\"reason\":\"r\",\"filter\":{}}",
        "{\"reason\":\"r\",\"filter\":{\"acceptedTo\":\"2026-12-01T00:00:00Z\"}}",
        "{\"reason\":\"r\",\"filter\":{\"source\":\"/tst\",\"state\":\"PLANNED\"}}",
        "{\"reason\":\"r\",\"filter\":{\"source\":\"/tst\",\"acceptedTo\":\"today\"}}",
        "{\"reason\":\"r\",\"filter\":{\"source\":\"/t\",\"acceptedFrom\":\"2026-12-02T00:00:00Z\",\"acceptedTo\":\"2026-12-01T00:00:00Z\"}}",
        "{\"reason\":\"r\",\"events\":[]}",
        "{\"reason\":\"r\",\"events\":[{\"source\":\"/tst\"}]}",
        "{\"reason\":\"r\",\"events\":[{\"source\":\"/tst\",\"eventId\":\"1\"}],\"filter\":{\"source\":\"/tst\"}}"
      })
  void whatSelectsNothingOrEverythingIsRefused(String body) {
    int before = count();

    assertThat(admin.post(CANCEL, body).status()).isEqualTo(400);
    assertThat(count()).isEqualTo(before);
  }

  @Test
  void aTenantHasTwoHundredFiltersAndAKeyCanStillBeRevoked() {
    jdbc.update(
        """
        insert into cancellations (tenant, made_at, keep_until, made_by, reason, filter)
        select 'default', now(), now() + interval '1 day', 'lan', 'r',
          jsonb_build_object('source', '/none/' || n)
        from generate_series(1, 200) n
        """);

    Reply refused = admin.post(CANCEL, "{\"reason\":\"r\",\"filter\":{\"source\":\"/tst\"}}");
    assertThat(refused.code()).isEqualTo("too-many-cancellations");
    assertThat(refused.status()).isEqualTo(409);
    Reply replacing = admin.post(CANCEL, "{\"reason\":\"r\",\"filter\":{\"source\":\"/none/7\"}}");
    assertThat(replacing.status()).as("the same filter").isEqualTo(202);

    JsonNode key =
        admin
            .post("/v1/keys", "{\"name\":\"stolen\",\"owner\":\"o\",\"scopes\":[\"events:write\"]}")
            .json();
    String id = key.path("id").asString();
    Reply revoked = admin.post("/v1/keys/" + id + "/revoke", "{\"cancelUnsent\":true}");
    assertThat(revoked.status()).as(revoked.response().body()).isEqualTo(200);
    assertThat(revoked.json().path("revokedAt").isString()).isTrue();
    assertThat(filtersOf(id)).hasSize(1);
    published(filtersOf(id).getFirst());
    assertThat(admin.post("/v1/keys/" + id + "/revoke", "{\"cancelUnsent\":true}").status())
        .isEqualTo(200);
    assertThat(filtersOf(id)).as("again").hasSize(1);
  }

  @Test
  void aRuleIsEndedEarlyOnTheTopicToo() {
    JsonNode made = admin.post(CANCEL, "{\"reason\":\"r\",\"filter\":{\"source\":\"/e\"}}").json();
    UUID id = UUID.fromString(made.path("id").asString());
    published(id);
    String end = "/v1/cancellations/" + id + "/end";

    Reply waiting = admin.post(end, "{\"reason\":\"mistake\"}");
    assertThat(waiting.code()).isEqualTo("cancellation-counting");
    assertThat(waiting.status()).isEqualTo(409);
    assertThat(admin.post(end, "{\"sendWaiting\":true}").status()).isEqualTo(400);
    Reply ended = admin.post(end, "{\"reason\":\"mistake\",\"sendWaiting\":true}");

    assertThat(ended.status()).as(ended.response().body()).isEqualTo(200);
    assertThat(ended.json().path("state").asString()).isEqualTo("ended");
    assertThat(ended.json().path("ruleEndedAt").isString()).isTrue();
    assertThat(ended.json().path("ruleEndedBy").asString()).isEqualTo("api");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(records(id).getLast().value()).isNull());
    assertThat(admin.post(end, "{\"reason\":\"again\"}").status()).isEqualTo(200);
    assertThat(admin.post("/v1/cancellations/none/end", "{\"reason\":\"r\"}").code())
        .isEqualTo("cancellation-not-found");
  }

  @Test
  void aRuleOfWhichNothingWaitsIsEndedWithoutAnyPermission() {
    JsonNode made = admin.post(CANCEL, "{\"reason\":\"r\",\"filter\":{\"source\":\"/d\"}}").json();
    String id = made.path("id").asString();
    jdbc.update("update cancellations set done_at = now() where id = ?::uuid", id);

    Reply ended = admin.post("/v1/cancellations/" + id + "/end", "{\"reason\":\"r\"}");

    assertThat(ended.status()).as(ended.response().body()).isEqualTo(200);
    assertThat(ended.json().path("state").asString()).isEqualTo("done");
  }

  @Test
  void whatAKeyHasSentCanBeCancelledAfterItWasRevoked() {
    JsonNode key =
        admin
            .post("/v1/keys", "{\"name\":\"old\",\"owner\":\"o\",\"scopes\":[\"events:write\"]}")
            .json();
    String id = key.path("id").asString();
    assertThat(admin.post("/v1/keys/" + id + "/revoke", "").status()).isEqualTo(200);
    assertThat(filtersOf(id)).isEmpty();

    assertThat(admin.post("/v1/keys/" + id + "/revoke", "{\"cancelUnsent\":true}").status())
        .isEqualTo(200);

    assertThat(filtersOf(id)).hasSize(1);
  }

  @Test
  void pagesShowTheNewestFirst() {
    for (int i = 0; i < 3; i++) {
      admin.post(CANCEL, "{\"reason\":\"page " + i + "\",\"filter\":{\"source\":\"/page\"}}");
    }

    JsonNode first = admin.get("/v1/cancellations?limit=2").json();
    JsonNode second =
        admin.get("/v1/cancellations?limit=1&after=" + first.path("next").asString()).json();

    assertThat(first.path("cancellations").valueStream().map(CancellationsIT::reason))
        .containsExactly("page 2", "page 1");
    assertThat(second.path("cancellations").valueStream().map(CancellationsIT::reason))
        .containsExactly("page 0");
    assertThat(admin.get("/v1/cancellations/none").code()).isEqualTo("cancellation-not-found");
  }

  /** PostgreSQL was restored from a backup: the rule must stay in force. */
  @Test
  void aRuleThatOnlyTheTopicHasIsStoredAgainAndOneThatHasEndedIsRemoved() {
    JsonNode lost = admin.post(CANCEL, "{\"reason\":\"r\",\"filter\":{\"source\":\"/a\"}}").json();
    JsonNode ended = admin.post(CANCEL, "{\"reason\":\"r\",\"filter\":{\"source\":\"/b\"}}").json();
    published(UUID.fromString(lost.path("id").asString()));
    published(UUID.fromString(ended.path("id").asString()));
    jdbc.update("delete from cancellations where id = ?::uuid", lost.path("id").asString());
    jdbc.update(
        "update cancellations set ended_at = now() where id = ?::uuid",
        ended.path("id").asString());

    // Any new one makes the api compare both.
    admin.post(CANCEL, "{\"reason\":\"r\",\"filter\":{\"source\":\"/c\"}}");

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          assertThat(
                  admin
                      .get("/v1/cancellations/" + lost.path("id").asString())
                      .json()
                      .path("reason")
                      .asString(""))
              .isEqualTo("restored from Kafka");
          assertThat(records(UUID.fromString(ended.path("id").asString())).getLast().value())
              .isNull();
        });
  }

  private static String reason(JsonNode cancellation) {
    return cancellation.path("reason").asString();
  }

  private static int count() {
    Integer count = jdbc.queryForObject("select count(*) from cancellations", Integer.class);
    return count == null ? 0 : count;
  }

  private static List<@Nullable UUID> filtersOf(String key) {
    return jdbc.queryForList(
        "select id from cancellations where ended_at is null and filter ->> 'keyId' = ?",
        UUID.class,
        key);
  }

  private static CancellationRecord published(UUID id) {
    await().atMost(LIMIT).until(() -> !records(id).isEmpty());
    return RecordJson.read(records(id).getFirst().value(), CancellationRecord.class);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(UUID id) {
    return kafka.committed(Topics.CANCELLED).stream()
        .filter(each -> new String(each.key(), StandardCharsets.UTF_8).equals(id.toString()))
        .toList();
  }
}
