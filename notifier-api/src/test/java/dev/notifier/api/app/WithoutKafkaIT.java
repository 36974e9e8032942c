package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.RecordJson;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.testing.TestPostgres;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What can be read and commanded while Kafka is unavailable. It is not known then whether all
 * events have been planned, so an unknown event may still come.
 */
class WithoutKafkaIT {
  private static final String SOURCE = "/tst/son-la";
  private static final String DATABASE = RunningApi.newDatabase();

  private static RunningApi api;

  @BeforeAll
  static void start() throws SQLException {
    byte[] spec = "{\"host\":\"smsc.example\",\"sessions\":2}".getBytes(StandardCharsets.UTF_8);
    RouteConfig route = RecordJson.read(spec, RouteConfig.class).withLimits(2, 10, 50);
    try (var pool = TestPostgres.shared().pool(DATABASE)) {
      new RouteStore(pool, Clock.systemUTC()).seed(Map.of("mobi", route));
    }
    api = RunningApi.start("127.0.0.1:1", TestPostgres.shared().url(DATABASE));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(get("unknown").code()).isEqualTo("not-found-yet"));
    try (var pool = TestPostgres.shared().pool(DATABASE);
        Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into event_digests
                  (digest, notification_id, topic_id, topic_partition, topic_offset, day)
                values (?, ?, ?, 0, 0, current_date)
                """)) {
      insert.setObject(1, EventDigest.of("default", SOURCE, "deleted"));
      insert.setObject(2, new UUID(7L << 60, 1));
      insert.setObject(3, new UUID(1, 1));
      insert.executeUpdate();
    }
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void saysThatTheNotificationWasDeleted() {
    Reply reply = get("deleted");
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("notification-not-found");
    assertThat(reply.response().body()).contains("its retention is over");
  }

  @Test
  void listsItAsMissingAndNotAsComing() {
    Reply reply =
        api.send(
            api.request("/v1/notifications/lookup")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                        {"notifications":[{"source":"%s","eventId":"deleted"},
                                          {"source":"%s","eventId":"unknown"}]}
                        """
                            .formatted(SOURCE, SOURCE)))
                .build());
    assertThat(reply.json().path("items").findValuesAsString("status"))
        .containsExactly("notification-not-found", "not-found-yet");
  }

  @Test
  void thePipelineIsStale() {
    JsonNode document = api.get("/v1/pipeline").json();
    assertThat(document.at("/summary/code").asString()).isEqualTo("stale");
    assertThat(document.at("/kafkaAvailable").asBoolean()).isFalse();
    assertThat(document.at("/measuredAt").isNull()).isTrue();
  }

  @Test
  void commandsAreAcceptedAndTheBindsAreStale() {
    assertThat(api.get("/v1/routes/mobi").json().path("stale").asBoolean()).isTrue();
    Reply paused =
        api.send(
            api.request("/v1/routes/mobi/pause").POST(HttpRequest.BodyPublishers.noBody()).build());
    assertThat(paused.status()).isEqualTo(200);
  }

  private static Reply get(String id) {
    return api.get("/v1/notifications?source=" + SOURCE + "&id=" + id);
  }
}
