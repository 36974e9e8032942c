package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.store.Database;
import dev.notifier.store.routes.BindSlotStore;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.testing.TestKafka;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reads and changes routes over HTTP, on a real broker and a real store. */
class RoutesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PROVINCE_KEY = "key-of-the-operator-of-a-province-without-contracts";
  private static final String PASSWORD = "hidden";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private static TestKafka kafka;
  private static RouteTopics topics;
  private static String storeUrl;
  private static Database database;
  private static RunningApi api;

  private int version;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.fresh();
    topics = new RouteTopics(kafka);
    topics.create();
    storeUrl = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(storeUrl, "postgres", "", "test", 4, Duration.ofSeconds(30)));
    seed();
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            storeUrl,
            "--notifier.routes.mobi.host=own.example",
            "--notifier.operators.province.key=" + PROVINCE_KEY,
            "--notifier.operators.province.tenant=son-la");
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    kafka.close();
  }

  /** Sets the same limits before each test. */
  @BeforeEach
  void reset() {
    Reply reply = patch("mobi", "{\"rate\":50,\"sessions\":1,\"window\":10,\"paused\":false}");
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    version = reply.json().path("version").asInt();
  }

  @Test
  void aRouteIsShownWithItsLimitsAndWithoutSecrets() {
    Reply reply = api.get("/v1/routes/mobi");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("ETag")).isEqualTo("\"" + version + "\"");
    assertThat(reply.response().body())
        .contains("\"host\":\"own.example\"", "\"failover\":[\"vina\"]", "\"configured\":true")
        .doesNotContain("password", PASSWORD, "systemId");
    assertThat(api.get("/v1/routes/vina").response().body())
        .contains("\"host\":null", "\"port\":null", "\"configured\":false");
    assertThat(api.get("/v1/routes").json().path("routes"))
        .extracting(route -> route.path("name").asString())
        .containsExactly("mobi", "vina");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image/png", "application/json;q=0", "*/*, application/json;q=0", "nonsense"})
  void aResponseThatIsNotAcceptedChangesNothing(String accept) {
    Reply reply =
        api.send(
            api.request("/v1/routes/mobi/rebind")
                .header("Accept", accept)
                .POST(BodyPublishers.noBody())
                .build());

    assertThat(reply.status()).isEqualTo(406);
    assertThat(reply.code()).isEqualTo("not-acceptable");
    assertThat(api.get("/v1/routes/mobi").json().path("version").asInt()).isEqualTo(version);
  }

  @Test
  void aFormIsRejectedBeforeItIsRead() {
    Reply reply =
        api.send(
            api.request("/v1/routes/mobi/pause")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(
                    BodyPublishers.ofString(
                        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\nc"))
                .build());

    assertThat(reply.status()).isEqualTo(415);
    assertThat(api.get("/v1/routes/mobi").json().path("version").asInt()).isEqualTo(version);
  }

  @Test
  void theStatusOfSessionsIsShown() throws Exception {
    Instant now = Clock.systemUTC().instant();
    // A program with another privacy key cannot change what is shown.
    topics.publish(
        RouteTopics.session("vina", 1, Phase.BINDING, null, now.plusSeconds(5)),
        "another privacy key");
    topics.publish(RouteTopics.session("vina", 1, Phase.BOUND, null, now));
    topics.publish(
        RouteTopics.session("vina", 0, Phase.REFUSED, "refused with 0x0E", now.minusSeconds(60)));

    Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(binds("vina")).hasSize(2));

    assertThat(api.get("/v1/routes/vina").json().path("stale").asBoolean()).isFalse();
    JsonNode rejected = binds("vina").get(0);
    assertThat(rejected.path("state").asString()).isEqualTo("REFUSED");
    assertThat(rejected.path("lastError").asString()).isEqualTo("refused with 0x0E");
    assertThat(rejected.path("alive").asBoolean()).isFalse();
    JsonNode bound = binds("vina").get(1);
    assertThat(bound.path("state").asString()).isEqualTo("BOUND");
    assertThat(bound.path("worker").asString()).isEqualTo("worker-1");
    assertThat(bound.path("alive").asBoolean()).isTrue();
    assertThat(bound.path("rate").asDouble()).isEqualTo(12.5);
    assertThat(bound.path("windowInUse").asInt()).isEqualTo(3);
    assertThat(bound.path("lastError").isNull()).isTrue();
  }

  @Test
  void aChangeIsImmediatelyInForceAndPublishedWithoutThePassword() {
    Reply reply = patch("mobi", "{\"rate\":70,\"window\":20}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.json().path("rate").asInt()).isEqualTo(70);
    assertThat(reply.json().path("version").asInt()).isEqualTo(version + 1);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          RouteRecord published = topics.published("mobi");
          assertThat(published.version()).isEqualTo(version + 1);
          assertThat(published.settings().rate()).isEqualTo(70);
          assertThat(published.settings().window()).isEqualTo(20);
          assertThat(published.settings().password()).isEmpty();
        });
  }

  @Test
  void existingRoutesArePublishedAtTheStart() {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(topics.published("vina").version()).isEqualTo(1));
  }

  @Test
  void pauseResumeAndRebindCreateVersions() {
    int rebinds =
        new RouteStore(database.dataSource(), Clock.systemUTC())
            .find("mobi")
            .orElseThrow()
            .rebind();
    JsonNode paused = command("pause").json();
    assertThat(paused.path("paused").asBoolean()).isTrue();
    assertThat(paused.at("/pause/by").asString()).isNotEmpty();
    assertThat(Instant.parse(paused.at("/pause/since").asString())).isNotNull();
    JsonNode again = command("pause").json();
    assertThat(again.path("version").asInt()).isEqualTo(version + 1);
    assertThat(again.path("pause")).isEqualTo(paused.path("pause"));
    JsonNode resumed = command("resume").json();
    assertThat(resumed.path("paused").asBoolean()).isFalse();
    assertThat(resumed.path("pause").isNull()).isTrue();
    Reply rebound = command("rebind");

    assertThat(rebound.status()).isEqualTo(200);
    assertThat(rebound.json().path("version").asInt()).isEqualTo(version + 3);
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(topics.published("mobi").rebind()).isEqualTo(rebinds + 1));
  }

  @Test
  void whomToCallIsWrittenDown() {
    Reply reply =
        send(
            "PUT",
            "/v1/routes/mobi/contact",
            "application/json",
            "{\"contact\":\"Lan, 1800 8098\",\"contract\":\"SMS-7\"}");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.json().path("version").asInt()).isEqualTo(version);
    JsonNode shown = api.get("/v1/routes").json().at("/routes/0");
    assertThat(shown.at("/contact/contact").asString()).isEqualTo("Lan, 1800 8098");
    assertThat(shown.at("/contact/contract").asString()).isEqualTo("SMS-7");
    assertThat(shown.at("/contact/note").asString()).isEmpty();
    assertThat(shown.path("pricePerSegment").asInt()).isEqualTo(300);
    assertThat(api.get("/v1/routes/vina").json().path("contact").isNull()).isTrue();
    OperatorClient province = new OperatorClient(api, PROVINCE_KEY);
    assertThat(List.of(province.get("/v1/routes/mobi"), province.get("/v1/routes")))
        .as("only the tenant that has the contracts sees them")
        .allMatch(each -> each.status() == 200)
        .noneMatch(each -> each.response().body().contains("Lan"))
        .noneMatch(each -> each.response().body().contains("SMS-7"));
    assertThat(send("PUT", "/v1/routes/moby/contact", "application/json", "{}").code())
        .isEqualTo("route-not-found");
    assertThat(send("PUT", "/v1/routes/mobi/contact", "application/json", "{\"a\":1}").code())
        .isEqualTo("unknown-setting");
  }

  @Test
  void aRouteTakesTheMessagesOfOthersUntilATime() {
    Instant until = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    Reply reply = takeover(until, "Vina is slow");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
    assertThat(reply.json().path("version").asInt()).isEqualTo(version + 1);
    JsonNode shown = api.get("/v1/routes/mobi").json().path("takeover");
    assertThat(shown.path("messages").asString()).isEqualTo("urgent");
    assertThat(shown.path("until").asString()).isEqualTo(until.toString());
    assertThat(shown.path("reason").asString()).isEqualTo("Vina is slow");
    JsonNode province =
        new OperatorClient(api, PROVINCE_KEY).get("/v1/routes/mobi").json().path("takeover");
    assertThat(province.path("messages").asString()).isEqualTo("urgent");
    assertThat(province.path("reason").isNull()).isTrue();
    assertThat(patch("mobi", "{\"rate\":60}").json().path("takeover").isNull())
        .as("other changes keep it")
        .isFalse();
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(topics.published("mobi").takeover())
                .isNotNull()
                .extracting(RouteTakeover::until)
                .isEqualTo(until));

    assertThat(takeover(until.plus(Duration.ofDays(8)), "x").code()).isEqualTo("invalid-setting");
    assertThat(takeover(until.minusSeconds(700), "x").code()).isEqualTo("invalid-setting");
    assertThat(takeover(until, "").code()).isEqualTo("invalid-setting");
    Reply ended = send("DELETE", "/v1/routes/mobi/takeover", "", "");
    assertThat(ended.json().path("takeover").isNull()).isTrue();
  }

  private static Reply takeover(Instant until, String reason, String... headers) {
    return send(
        "PUT",
        "/v1/routes/mobi/takeover",
        "application/json",
        "{\"messages\":\"urgent\",\"until\":\"%s\",\"reason\":\"%s\"}".formatted(until, reason),
        headers);
  }

  @Test
  void ifMatchRejectsATakeoverOfAnotherVersion() {
    Instant until = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);
    String seen = "\"" + version + "\"";
    assertThat(takeover(until, "Vina is slow", "If-Match", seen).status()).isEqualTo(200);

    Reply second = takeover(until, "x", "If-Match", seen);
    assertThat(second.code()).isEqualTo("route-version-mismatch");
    assertThat(second.status()).isEqualTo(412);
    Reply end = send("DELETE", "/v1/routes/mobi/takeover", "", "", "If-Match", seen);
    assertThat(end.code()).isEqualTo("route-version-mismatch");
    String now = "\"" + (version + 1) + "\"";
    Reply ended = send("DELETE", "/v1/routes/mobi/takeover", "", "", "If-Match", now);
    assertThat(ended.json().path("takeover").isNull()).isTrue();
  }

  @Test
  void moreSessionsGetFreeBindSlots() {
    assertThat(patch("mobi", "{\"sessions\":3}").status()).isEqualTo(200);
    assertThat(new BindSlotStore(database.dataSource()).all())
        .filteredOn(slot -> slot.route().equals("mobi"))
        .hasSize(3);

    new BindSlotStore(database.dataSource())
        .register("full", Topics.MAX_BIND_SLOTS - 3, Topics.MAX_BIND_SLOTS);
    Reply reply = patch("mobi", "{\"sessions\":4}");

    assertThat(reply.code()).isEqualTo("no-free-bind-slot");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(api.get("/v1/routes/mobi").json().path("sessions").asInt()).isEqualTo(3);
  }

  @Test
  void ifMatchRejectsAChangeOfAnotherVersion() {
    Reply old = patch("mobi", "{\"rate\":1}", "If-Match", "\"" + (version - 1) + "\"");
    assertThat(old.code()).isEqualTo("route-version-mismatch");
    assertThat(old.status()).isEqualTo(412);

    Reply right = patch("mobi", "{\"rate\":1}", "If-Match", "\"" + version + "\"");
    assertThat(right.status()).isEqualTo(200);
    assertThat(patch("mobi", "{}", "If-Match", "*").status()).isEqualTo(200);
    assertThat(patch("mobi", "{}", "If-Match", "W/\"" + version + "\"").code())
        .isEqualTo("route-version-mismatch");
    assertThat(patch("mobi", "{}", "If-Match", "\"x").code()).isEqualTo("invalid-parameter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"rate\":-1}; /rate; invalid-setting; 422",
        "{\"rate\":1000001}; /rate; invalid-setting; 422",
        "{\"rate\":1.5}; /rate; invalid-setting; 422",
        "{\"rate\":null}; /rate; invalid-setting; 422",
        "{\"window\":0}; /window; invalid-setting; 422",
        "{\"window\":1001}; /window; invalid-setting; 422",
        "{\"sessions\":0}; /sessions; invalid-setting; 422",
        "{\"sessions\":5}; /sessions; invalid-setting; 422",
        "{\"paused\":\"yes\"}; /paused; invalid-setting; 422",
        "{\"password\":\"x\"}; /password; unknown-setting; 422",
        "{\"maxSessions\":20}; /maxSessions; unknown-setting; 422",
        "{\"rate\":1,\"rate\":2}; ''; duplicate-key; 400",
        "{\"rate\":; ''; not-json; 400",
        "[]; ''; not-json; 400",
        "''; ''; empty-body; 400",
      })
  void anInvalidPatchIsRejected(String body, String pointer, String code, int status) {
    Reply reply = patch("mobi", body);

    assertThat(reply.code()).as(reply.response().body()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    if (!pointer.isEmpty()) {
      assertThat(reply.json().path("errors").get(0).path("pointer").asString()).isEqualTo(pointer);
    }
    assertThat(api.get("/v1/routes/mobi").json().path("version").asInt()).isEqualTo(version);
  }

  @Test
  void unknownRoutesAndInvalidRequestsAreRejected() {
    assertThat(send("PATCH", "/v1/routes/mobi", "text/plain", "{}").code())
        .isEqualTo("unsupported-media-type");
    assertThat(patch("mobi", " ".repeat(5_000)).code()).isEqualTo("body-too-large");
    for (Reply unknown :
        List.of(
            api.get("/v1/routes/moby"),
            patch("moby", "{}"),
            send("POST", "/v1/routes/moby/pause", "", ""))) {
      assertThat(unknown.code()).isEqualTo("route-not-found");
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.json().path("detail").asString())
          .isEqualTo(
              "The route does not exist. Use one of the names that GET /v1/routes lists. Did you"
                  + " mean mobi?");
    }
  }

  @Test
  void unconfirmedNotificationsAreListedByRoute() throws Exception {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select create_day_partitions('notifications', '1970-01-01', '1970-01-01')");
      statement.execute(
          """
          insert into notifications (id, tenant, source, event_id, type, lane, category, route,
            segments, state, accepted_at, planned_at, unconfirmed_segments)
          select ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'default', '/s', 'e' || n,
            'card.expiring', 'normal', 'SERVICE', 'mobi', 2, 'PLANNED', now(), now(), n
          from generate_series(1, 3) n
          """);
    }

    JsonNode first = api.get("/v1/routes/mobi/unconfirmed?limit=2").json();

    assertThat(first.path("count").asInt()).isEqualTo(3);
    assertThat(first.path("items").get(0).path("eventId").asString()).isEqualTo("e3");
    assertThat(first.path("items").get(0).path("segments").toString()).isEqualTo("[1,2]");
    JsonNode second =
        api.get("/v1/routes/mobi/unconfirmed?limit=2&after=" + first.path("next").asString())
            .json();
    assertThat(second.path("items").size()).isEqualTo(1);
    assertThat(second.path("next").isNull()).isTrue();
    assertThat(api.get("/v1/routes/mobi/unconfirmed?limit=0").status()).isEqualTo(400);
    assertThat(api.get("/v1/routes/mobi/unconfirmed?after=x").status()).isEqualTo(400);
    assertThat(api.get("/v1/routes/unknown/unconfirmed").status()).isEqualTo(404);
  }

  private static JsonNode binds(String route) {
    return api.get("/v1/routes/" + route).json().path("binds");
  }

  private static Reply command(String command) {
    return send("POST", "/v1/routes/mobi/" + command, "", "");
  }

  private static Reply patch(String route, String body, String... headers) {
    return send("PATCH", "/v1/routes/" + route, MERGE_PATCH, body, headers);
  }

  private static Reply send(
      String method, String path, String type, String body, String... headers) {
    var request = api.request(path).method(method, BodyPublishers.ofString(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return api.send(request.build());
  }

  private static void seed() {
    String spec =
        """
        {"host":"smsc.example","port":2775,"systemId":"notifier","password":"%s","sessions":1,
         "maxSessions":4,"window":10,"rate":50,"pricePerSegment":300,"failover":["vina"]}\
        """
            .formatted(PASSWORD);
    RouteConfig route = RecordJson.read(spec.getBytes(StandardCharsets.UTF_8), RouteConfig.class);
    new RouteStore(database.dataSource(), Clock.systemUTC())
        .seed(Map.of("mobi", route, "vina", route.withLimits(2, 10, 25)));
  }
}
