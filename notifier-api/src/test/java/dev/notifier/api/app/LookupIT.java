package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.EventDigest;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.plan.PlannedEvent;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.positions.ReadRanges;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestPostgres;
import java.net.http.HttpRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Look-ups in PostgreSQL. Kafka is never available: look-ups do not need it. */
class LookupIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final String DATABASE = RunningApi.newDatabase();

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
  void returnsADeliveredNotificationWithItsHistory() throws SQLException {
    UUID id = insert("delivered", "DELIVERED");

    Reply reply = get("/tst/son-la", "delivered");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    JsonNode notification = reply.json();
    assertThat(notification)
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"notificationId":"%s","source":"/tst/son-la","eventId":"delivered","type":"card.expiring",
                     "state":"DELIVERED","confidence":null,"possibleDuplicate":false,
                     "phone":"+84391234567",
                     "template":{"tenant":"default","id":"card-expiring","version":1,"locale":"vi"},
                     "route":"viettel","lane":"normal","category":"SERVICE",
                     "text":"BHXHVN","encoding":"GSM7",
                     "segments":[{"segment":1,"of":1,"attempt":1,"messageId":"10C8F40D",
                                  "state":"DELIVERED"}],
                     "reason":null,"waiting":null,
                     "history":[{"at":"2026-12-01T01:00:00Z","state":"ACCEPTED"},
                                {"at":"2026-12-01T01:00:01Z","state":"PLANNED"},
                                {"at":"2026-12-01T01:00:02Z","state":"SUBMITTED"},
                                {"at":"2026-12-01T01:00:03Z","state":"DELIVERED","detail":"err 000"}]}
                    """
                        .formatted(id)));
  }

  /** As the plan stage stores it, of a record of which only the identity can be read. */
  @ParameterizedTest
  @ValueSource(strings = {"category = 'OTP'", "secret = true"})
  void neverShowsASecret(String mark) throws SQLException {
    String event = "code-" + mark.charAt(0);
    UUID id = insert(event, "SUBMITTED");
    try (var pool = TestPostgres.shared().pool(DATABASE);
        Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update notifications set %s, body = 'Code 4711' where event_id = '%s'"
              .formatted(mark, event));
    }

    for (String response :
        List.of(
            get("/tst/son-la", event).response().body(),
            api.get("/v1/notifications/" + id).response().body(),
            lookup("{\"notifications\":[{\"notificationId\":\"" + id + "\"}]}")
                .response()
                .body())) {
      assertThat(response).contains("•••").doesNotContain("4711");
    }
  }

  @Test
  void explainsAnEventThatIsInTheQuarantine() throws SQLException {
    Instant at = Instant.parse("2026-12-01T01:00:00Z");
    PlannedNotification notification =
        new PlannedNotification(
            new PlannedNotification.Event(
                "default",
                "/tst/son-la",
                "broken",
                "card.expiring",
                Lane.NORMAL,
                null,
                null,
                at,
                null),
            null,
            null,
            NotificationState.REJECTED,
            FailureReason.INTERNAL,
            "in the quarantine: notifier.events.normal/3/17",
            at);
    try (var pool = TestPostgres.shared().pool(DATABASE)) {
      new PlanStore(pool, missing -> {})
          .reject(
              new ReadRanges("", "", UUID.randomUUID(), List.of()),
              at,
              new PlannedEvent(
                  EventDigest.of("default", "/tst/son-la", "broken"), at, 3, 17, notification));
    }

    JsonNode found = get("/tst/son-la", "broken").json();

    assertThat(found.path("state").asString()).isEqualTo("REJECTED");
    assertThat(found.path("lane").asString()).isEqualTo("normal");
    assertThat(found.path("reason").path("code").asString()).isEqualTo("INTERNAL");
    assertThat(found.path("reason").path("owner").asString()).isEqualTo("OPERATOR");
    assertThat(found.path("history").get(1).path("detail").asString())
        .isEqualTo("in the quarantine: notifier.events.normal/3/17");
  }

  @Test
  void findsANotificationByItsOwnId() throws SQLException {
    UUID id = insert("by-id", "DELIVERED");

    assertThat(api.get("/v1/notifications/" + id).json().path("eventId").asString())
        .isEqualTo("by-id");
    for (String unknown : List.of(UUID.randomUUID().toString(), "x", "1-2-3-4-5")) {
      Reply reply = api.get("/v1/notifications/" + unknown);
      assertThat(reply.status()).as(unknown).isEqualTo(404);
      assertThat(reply.code()).as(unknown).isEqualTo("notification-not-found");
    }
    assertThat(api.get("/v1/notifications/%00").status()).isEqualTo(400);
  }

  @Test
  void looksUpManyNotificationsInTheOrderOfTheRequest() throws SQLException {
    UUID first = insert("many-1", "DELIVERED");
    UUID second = insert("many-2", "PLANNED");

    Reply reply =
        lookup(
            """
            {"notifications":[
              {"source":"/tst/son-la","eventId":"many-2"},
              {"source":"/tst/son-la","eventId":"unknown"},
              {"notificationId":"%s"},
              {"notificationId":"00000000-0000-0000-0000-000000000000"},
              {"source":"/other","eventId":"many-1"},
              {"source":"/tst/son-la","eventId":"many-2"}]}
            """
                .formatted(first));

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    List<String> items = new ArrayList<>();
    for (JsonNode item : reply.json().path("items")) {
      items.add(
          item.path("status").asString()
              + " "
              + item.path("notification").path("state").asString(""));
    }
    assertThat(items)
        .containsExactly(
            "found PLANNED",
            "not-found-yet ",
            "found DELIVERED",
            "notification-not-found ",
            "not-found-yet ",
            "found PLANNED");
    assertThat(reply.json().path("items").get(0).path("notificationId").asString())
        .isEqualTo(second.toString());
  }

  @Test
  void looksUpAThousandNotificationsAndNoMore() {
    String key = "{\"source\":\"/s\",\"eventId\":\"e\"}";

    Reply most = lookup("{\"notifications\":[" + (key + ",").repeat(999) + key + "]}");
    assertThat(most.status()).isEqualTo(200);
    assertThat(most.json().path("items").size()).isEqualTo(1_000);

    Reply more = lookup("{\"notifications\":[" + (key + ",").repeat(1_000) + key + "]}");
    assertThat(more.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | /notifications",
        "{\"notifications\":[]} | /notifications",
        "{\"notifications\":[null]} | /notifications/0",
        "{\"notifications\":[{\"notificationId\":\"x\"}]} | /notifications/0/notificationId",
        "{\"notifications\":[{\"source\":\"a\",\"eventId\":\"\"}]} | /notifications/0/eventId",
      })
  void rejectsInvalidLookups(String body, String pointer) {
    assertThat(lookup("[]").status()).isEqualTo(400);
    Reply reply = lookup(body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("errors").get(0).path("pointer").asString()).isEqualTo(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"source\":\"a\"}",
        "{\"eventId\":\"a\"}",
        "{\"source\":\"a\",\"notificationId\":\"00000000-0000-0000-0000-000000000000\"}",
        "{\"eventId\":\"a\",\"notificationId\":\"00000000-0000-0000-0000-000000000000\"}",
        "{\"source\":\"a\",\"eventId\":\"b\","
            + "\"notificationId\":\"00000000-0000-0000-0000-000000000000\"}",
      })
  void rejectsAKeyThatIsNeitherAnIdNorAnEvent(String key) {
    Reply first = lookup("{\"notifications\":[" + key + "]}");
    Reply second = lookup("{\"notifications\":[{\"source\":\"a\",\"eventId\":\"b\"}," + key + "]}");

    assertThat(first.status()).isEqualTo(400);
    assertThat(first.json().path("detail").asString())
        .isEqualTo("/notifications/0: Send either notificationId, or source and eventId.");
    assertThat(second.json().path("errors").get(0).path("pointer").asString())
        .isEqualTo("/notifications/1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"notifications\":[{\"source\":\"a\\u0000\",\"eventId\":\"b\"}]}",
        "{\"notifications\":[{\"source\":\"a\",\"eventId\":\"\\ud800\"}]}",
      })
  void rejectsCharactersThatNoNotificationHas(String body) {
    assertThat(lookup(body).status()).isEqualTo(422);
  }

  private static Reply lookup(String body) {
    return api.send(
        api.request("/v1/notifications/lookup")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @Test
  void findsANotificationThatIsStoredDuringTheLookup() throws Exception {
    CompletableFuture<Reply> waiting =
        CompletableFuture.supplyAsync(() -> get("/tst/son-la", "late"));
    insert("late", "PLANNED");

    Reply found = waiting.get();
    assertThat(found.status()).isEqualTo(200);
    // No worker has published anything about this route.
    assertThat(found.json().path("waiting").path("reason").asString())
        .isIn("route-down", "unknown");
  }

  @Test
  void saysWhenAMessageIsSentAgainAndWhichRouteHasIt() throws SQLException {
    Instant due = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.MILLIS);
    insert(
        "postponed",
        "PLANNED",
        """
        [{"kind":"OTHER_BODY","at":"2026-12-01T01:00:01.500Z"},
         {"kind":"POSTPONED","at":"2026-12-01T01:00:02Z","from":"viettel","route":"viettel",
          "retryAt":"%s","reason":"CARRIER_THROTTLED"}]
        """
            .formatted(due));
    insert(
        "moved",
        "PLANNED",
        """
        [{"kind":"MOVED","at":"2026-12-01T01:00:02Z","from":"viettel","route":"vina"}]
        """);

    JsonNode postponed = get("/tst/son-la", "postponed").json();
    JsonNode waiting = postponed.path("waiting");
    assertThat(waiting.path("retryAt").asString()).isEqualTo(due.toString());
    assertThat(waiting.path("route").asString()).isEqualTo("viettel");
    JsonNode last = postponed.path("history").get(3);
    assertThat(last.path("note").asString()).isEqualTo("POSTPONED");
    assertThat(last.path("detail").asString())
        .startsWith("sent again at " + due + " on route viettel, because of CARRIER_THROTTLED");

    JsonNode moved = get("/tst/son-la", "moved").json();
    assertThat(moved.path("route").asString()).isEqualTo("viettel");
    assertThat(moved.path("waiting").path("route").asString()).isEqualTo("vina");
    assertThat(moved.path("waiting").path("retryAt").isNull()).isTrue();
    assertThat(moved.path("history").get(2).path("detail").asString())
        .isEqualTo("moved from route viettel to route vina");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/notifications, missing-parameter, 400",
    "/v1/notifications?source=a, missing-parameter, 400",
    "/v1/notifications?id=a, missing-parameter, 400",
    "/v1/notifications?source=&id=a, invalid-parameter, 400",
    "/v1/notifications?source=a&id=%00, invalid-parameter, 400",
    "/v1/notifications?source=a&id=b&time=yesterday, invalid-parameter, 400",
    "/v1/notifications?source=a&id=b&time=, invalid-parameter, 400",
    "/v1/notifications?source=a&id=b&time=2026-11-02T08:30:00Z, not-found-yet, 404",
    "/v1/notifications?source=a&id=b&time=0000-01-01T00:00:00Z, not-found-yet, 404",
    "/v1/notifications?source=a&id=b&time=0000-01-01T00:00:00%2B07:00, not-found-yet, 404",
    "/v1/notifications?source=a&id=b&time=9999-12-31T23:59:59-12:00, not-found-yet, 404",
    "/v1/notifications?source=a&id=b&time=9999-12-31T23:59:59Z, not-found-yet, 404",
    "/v1/notifications?source=a&id=unknown, not-found-yet, 404",
  })
  void rejectsInvalidAndUnknownIds(String path, String code, int status) {
    Reply reply = api.get(path);

    assertThat(reply.code()).as(reply.response().body()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
  }

  @Test
  void returns503WithoutPostgresAndRecoversOnItsOwn() throws SQLException {
    insert("outage", "PLANNED");
    plug.interrupt();
    try {
      Reply reply = get("/tst/son-la", "outage");
      assertThat(reply.code()).as(reply.response().body()).isEqualTo("store-unavailable");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.header("Retry-After")).isEqualTo("2");
      JsonNode health = api.get("/actuator/health").json().path("components");
      assertThat(health.path("postgres").path("status").asString()).isEqualTo("DOWN");
    } finally {
      plug.restore();
    }
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(get("/tst/son-la", "outage").status()).isEqualTo(200));
  }

  private static Reply get(String source, String id) {
    return api.get("/v1/notifications?source=" + source + "&id=" + id);
  }

  private static UUID insert(String id, String state) throws SQLException {
    return insert(id, state, "[]");
  }

  private static UUID insert(String id, String state, String notes) throws SQLException {
    try (var pool = TestPostgres.shared().pool(DATABASE);
        Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      UUID notification;
      try (var row = statement.executeQuery("select uuidv7()")) {
        row.next();
        notification = row.getObject(1, UUID.class);
      }
      statement.execute(notification(notification, id, state, notes));
      statement.execute(
          """
          insert into event_digests
            (digest, notification_id, topic_id, topic_offset, topic_partition, day)
          values ('%s', '%s', '%s', 0, 0, (now() at time zone 'UTC')::date)
          """
              .formatted(
                  EventDigest.of("default", "/tst/son-la", id), notification, UUID.randomUUID()));
      return notification;
    }
  }

  private static String notification(UUID notification, String id, String state, String notes) {
    boolean delivered = state.equals("DELIVERED");
    return """
    insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
      template_id, template_version, locale, route, encoding, body, segments, state, detail,
      delivered_segments, message_ids, accepted_at, planned_at, submitted_at, finished_at,
          notes)
    values ('%s', 'default', '/tst/son-la', '%s', 'card.expiring', 'normal', 'SERVICE',
      '+84391234567', 'card-expiring', 1, 'vi', 'viettel', 'GSM7', 'BHXHVN', 1, '%s', %s, %s,
      '{10C8F40D}', '2026-12-01T08:00:00+07', '2026-12-01T08:00:01+07', %s, %s, '%s')
    """
        .formatted(
            notification,
            id,
            state,
            delivered ? "'err 000'" : "null",
            delivered ? 1 : 0,
            delivered ? "'2026-12-01T08:00:02+07'" : "null",
            delivered ? "'2026-12-01T08:00:03+07'" : "null",
            notes);
  }
}
