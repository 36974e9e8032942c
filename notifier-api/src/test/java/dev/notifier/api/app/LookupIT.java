package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.EventDigest;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Looking up events in a real store. Kafka is away all the time: look-ups do not need it. */
class LookupIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String DATABASE = TestPostgres.shared().newDatabase();

  private static InterruptibleProxy plug;
  private static RunningApi api;

  @BeforeAll
  static void start() {
    plug = TestPostgres.shared().newProxy();
    api = RunningApi.start("127.0.0.1:1", TestPostgres.url(DATABASE, plug));
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(get("/none", "0").code()).isEqualTo("not-found-yet"));
  }

  @AfterAll
  static void stop() {
    api.close();
    plug.close();
  }

  @Test
  void aDeliveredNotificationTellsItsStory() throws SQLException {
    insert("story", "DELIVERED");

    Reply reply = get("/tst/son-la", "story");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    JsonNode story = reply.json();
    assertThat(story.path("state").asString()).isEqualTo("DELIVERED");
    assertThat(story.path("phone").asString()).isEqualTo("+84391234567");
    assertThat(story.path("template").path("version").asInt()).isEqualTo(1);
    assertThat(story.path("segments").get(0).path("messageId").asString()).isEqualTo("10C8F40D");
    assertThat(story.path("segments").get(0).path("state").asString()).isEqualTo("DELIVERED");
    assertThat(story.path("reason").isNull()).isTrue();
    assertThat(story.path("timeline")).hasSize(4);
    assertThat(story.path("timeline").get(3).path("detail").asString()).isEqualTo("err 000");
    assertThat(story.path("timeline").get(0).path("at").asString())
        .isEqualTo("2026-12-01T01:00:00Z");
  }

  @Test
  void whatPlanStoresWhileSomebodyWaitsIsFound() throws Exception {
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> get("/tst/son-la", "late"));
    insert("late", "PLANNED");

    assertThat(waiting.get().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/notifications, missing-parameter, 400",
    "/v1/notifications?source=a, missing-parameter, 400",
    "/v1/notifications?id=a, missing-parameter, 400",
    "/v1/notifications?source=&id=a, invalid-parameter, 400",
    "/v1/notifications?source=a&id=%00, invalid-parameter, 400",
    "/v1/notifications?source=a&id=nobody, not-found-yet, 404",
  })
  void whatCannotBeFoundIsSaidByCode(String path, String code, int status) {
    Reply reply = api.get(path);

    assertThat(reply.code()).as(reply.response().body()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
  }

  @Test
  void withoutTheStoreItSaysSoAndComesBackByItself() throws SQLException {
    insert("away", "PLANNED");
    plug.interrupt();
    try {
      Reply reply = get("/tst/son-la", "away");
      assertThat(reply.code()).as(reply.response().body()).isEqualTo("store-unavailable");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isNotEmpty();
      JsonNode health = api.get("/actuator/health").json().path("components");
      assertThat(health.path("postgres").path("status").asString()).isEqualTo("DOWN");
    } finally {
      plug.restore();
    }
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(get("/tst/son-la", "away").status()).isEqualTo(200));
  }

  private static Reply get(String source, String id) {
    return api.get("/v1/notifications?source=" + source + "&id=" + id);
  }

  private static void insert(String id, String state) throws SQLException {
    boolean delivered = state.equals("DELIVERED");
    UUID notification = UUID.randomUUID();
    String event =
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, route, encoding, body, segments, state, detail,
          delivered_segments, message_ids, accepted_at, planned_at, submitted_at, finished_at)
        values ('%s', 'default', '/tst/son-la', '%s', 'card.expiring', 'normal', 'SERVICE',
          '+84391234567', 'card-expiring', 1, 'vi', 'viettel', 'GSM7', 'BHXHVN', 1, '%s', %s, %s,
          '{10C8F40D}', '2026-12-01T08:00:00+07', '2026-12-01T08:00:01+07', %s, %s)
        """
            .formatted(
                notification,
                id,
                state,
                delivered ? "'err 000'" : "null",
                delivered ? 1 : 0,
                delivered ? "'2026-12-01T08:00:02+07'" : "null",
                delivered ? "'2026-12-01T08:00:03+07'" : "null");
    String digest =
        "insert into event_digests values ('%s', '%s', '%s', 0, 0, now())"
            .formatted(
                EventDigest.of("default", "/tst/son-la", id), notification, UUID.randomUUID());
    try (var pool = TestPostgres.shared().pool(DATABASE);
        Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(event);
      statement.execute(digest);
    }
  }
}
