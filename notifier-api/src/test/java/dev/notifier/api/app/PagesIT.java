package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.RecordJson;
import dev.notifier.store.Database;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.NewJob;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.testing.TestKafka;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** All lists have pages in the same form, which changes of the list do not disturb. */
class PagesIT {
  private static final String TEMPLATE = "/v1/templates/benefit-paid";
  private static final String VERSIONS = "/v1/event-types/page.versions";
  private static final List<String> PATHS =
      List.of(
          "/v1/routes",
          "/v1/routes/mobi/unconfirmed",
          "/v1/event-types",
          VERSIONS + "/versions",
          "/v1/templates",
          TEMPLATE + "/audit",
          TEMPLATE + "/registrations",
          "/v1/jobs");

  private static TestKafka kafka;
  private static Database database;
  private static RunningApi api;
  private static OperatorClient operator;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    String url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 2, Duration.ofSeconds(30)));
    seedRoutes("mobi", "vina", "viettel", "gmobile", "itel");
    api = RunningApi.start(kafka.bootstrapServers(), url);
    operator = new OperatorClient(api, RunningApi.KEY);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/v1/templates").json().path("templates").size() == 25);
    for (int version = 1; version <= 5; version++) {
      putType("page.versions", version);
    }
    for (String carrier : List.of("mobi", "vina", "viettel", "gmobile", "itel")) {
      register(carrier);
    }
    for (int n = 1; n <= 5; n++) {
      insertUnconfirmed(n);
      addJob();
    }
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    kafka.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/event-types, eventTypes, name",
    "/v1/templates, templates, id",
    "/v1/event-types/page.versions/versions, versions, version",
    "/v1/templates/benefit-paid/audit, entries, seq",
    "/v1/templates/benefit-paid/registrations, registrations, carrier",
    "/v1/routes, routes, name",
    "/v1/routes/mobi/unconfirmed, items, eventId",
    "/v1/jobs, jobs, id",
  })
  void pagesTogetherAreTheList(String path, String field, String key) {
    List<String> all = keys(api.get(path + "?limit=1000").json(), field, key);

    assertThat(all).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
    for (int limit : List.of(1, 2, all.size() - 1, all.size())) {
      List<String> read = new ArrayList<>();
      for (JsonNode page : pages(path, limit, () -> {})) {
        assertThat(keys(page, field, key)).hasSizeBetween(1, limit);
        read.addAll(keys(page, field, key));
      }
      assertThat(read).as("limit %s", limit).isEqualTo(all);
    }
  }

  /** Nothing was accepted, so nothing can still be planned. */
  @Test
  void whatWasNeverAcceptedIsNotFound() {
    Reply reply = api.get("/v1/notifications?source=/s&id=never");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo("notification-not-found");
  }

  @Test
  void whatIsAddedWhileTheListIsReadDisturbsNothing() {
    assertAdded(
        "/v1/event-types",
        "eventTypes",
        "name",
        List.of("zz.added"),
        () -> {
          putType("a.added", 1);
          putType("zz.added", 1);
        });
    assertAdded(
        "/v1/templates",
        "templates",
        "id",
        List.of("zz-added"),
        () -> {
          putDraft("a-added");
          putDraft("zz-added");
        });
    // A registration has the name of a route.
    assertAdded("/v1/routes", "routes", "name", List.of("zz"), () -> seedRoutes("a", "zz"));
    assertAdded(
        TEMPLATE + "/registrations",
        "registrations",
        "carrier",
        List.of("zz"),
        () -> {
          register("a");
          register("zz");
        });
    assertAdded(
        VERSIONS + "/versions",
        "versions",
        "version",
        List.of(),
        () -> putType("page.versions", 6));
    assertAdded(
        "/v1/routes/mobi/unconfirmed", "items", "eventId", List.of(), () -> insertUnconfirmed(6));
    assertAdded("/v1/jobs", "jobs", "id", List.of(), PagesIT::addJob);
  }

  @Test
  void theAuditEndsWithWhatWasDoneWhileItWasRead() {
    List<String> before = keys(api.get(TEMPLATE + "/audit?limit=1000").json(), "entries", "seq");

    List<String> read = read(TEMPLATE + "/audit", "entries", "seq", () -> register("mobi"));

    assertThat(read).startsWith(before.toArray(String[]::new)).hasSize(before.size() + 1);
  }

  /** The cursor is a position; what it names may be gone. */
  @Test
  void aPageStartsAfterAKeyThatDoesNotExist() {
    List<String> all = keys(api.get("/v1/templates?limit=1000").json(), "templates", "id");
    JsonNode rest = api.get("/v1/templates?limit=1000&after=" + all.get(2) + "-gone").json();

    assertThat(keys(rest, "templates", "id")).isEqualTo(all.subList(3, all.size()));
  }

  @Test
  void aPageHasUpTo100ElementsUnlessTheCallerSetsALimit() {
    for (int i = 0; i < 100; i++) {
      putDraft("many-" + i);
    }

    JsonNode first = api.get("/v1/templates").json();
    JsonNode all = api.get("/v1/templates?limit=1000").json();

    assertThat(first.path("templates")).hasSize(100);
    assertThat(first.path("next").asString())
        .isEqualTo(first.path("templates").get(99).path("id").asString());
    assertThat(all.path("templates").size()).isGreaterThanOrEqualTo(120);
    assertThat(all.path("next").isNull()).isTrue();
  }

  static final List<String> INVALID_LIMITS =
      List.of("0", "-1", "1001", "99999999999", "1.5", "x", "", "１", "1 ");

  @ParameterizedTest
  @FieldSource("INVALID_LIMITS")
  void anInvalidLimitIsRejectedByEveryList(String limit) {
    for (String path : PATHS) {
      Reply reply = api.get(path + "?limit=" + URLEncoder.encode(limit, StandardCharsets.UTF_8));

      assertThat(reply.status()).as(path).isEqualTo(400);
      assertThat(reply.code()).isEqualTo("invalid-parameter");
      assertThat(reply.json().path("detail").asString())
          .isEqualTo("limit is invalid. Send a number from 1 to 1000.");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a b", "a'", "é", "-1 ", "9999999999999999999999_"})
  void anInvalidCursorIsRejectedByEveryList(String after) {
    for (String path : PATHS) {
      Reply reply = api.get(path + "?after=" + URLEncoder.encode(after, StandardCharsets.UTF_8));

      assertThat(reply.status()).as(path).isEqualTo(400);
      assertThat(reply.code()).isEqualTo("invalid-parameter");
      assertThat(reply.json().path("detail").asString())
          .isEqualTo("after is invalid. Send the value of next in the previous page.");
    }
  }

  @Test
  void aListBelowAnUnknownNameIsNotFoundOnAnyPage() {
    for (String path :
        List.of(
            "/v1/event-types/unknown/versions?after=1",
            "/v1/templates/unknown/audit?after=1",
            "/v1/templates/unknown/registrations?after=a",
            "/v1/routes/unknown/unconfirmed?after=00000000-0000-7000-8000-000000000001")) {
      assertThat(api.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(api.get(VERSIONS + "/versions?after=1").json().path("versions")).isEmpty();
  }

  /** All elements that were there before are read once and in their order. */
  private static void assertAdded(
      String path, String field, String key, List<String> seen, Runnable addition) {
    List<String> expected = new ArrayList<>(keys(api.get(path + "?limit=1000").json(), field, key));
    expected.addAll(seen);

    assertThat(read(path, field, key, addition)).as(path).isEqualTo(expected);
  }

  private static List<String> read(String path, String field, String key, Runnable afterTheFirst) {
    return pages(path, 2, afterTheFirst).stream()
        .flatMap(page -> keys(page, field, key).stream())
        .toList();
  }

  private static List<JsonNode> pages(String path, int limit, Runnable afterTheFirst) {
    JsonNode page = api.get(path + "?limit=" + limit).json();
    List<JsonNode> pages = new ArrayList<>(List.of(page));
    afterTheFirst.run();
    while (!page.path("next").isNull()) {
      page = api.get(path + "?limit=" + limit + "&after=" + page.path("next").asString()).json();
      pages.add(page);
      assertThat(pages).as("pages of %s", path).hasSizeLessThan(1_000);
    }
    return pages;
  }

  private static List<String> keys(JsonNode page, String field, String key) {
    return page.path(field).valueStream().map(each -> each.path(key).asString()).toList();
  }

  private static void seedRoutes(String... names) {
    RouteConfig route =
        RecordJson.read(
            """
            {"host":"smsc.example","port":2775,"systemId":"notifier","password":"hidden","sessions":1,
             "maxSessions":1,"window":10,"rate":50,"failover":[],
             "source":{"address":"BHXHVN","ton":5,"npi":0},
             "message":{"concatenation":"UDH8","alphabet":"GSM7"}}\
            """
                .getBytes(StandardCharsets.UTF_8),
            RouteConfig.class);
    Map<String, RouteConfig> routes = new HashMap<>();
    Stream.of(names).forEach(name -> routes.put(name, route));
    new RouteStore(database.dataSource(), Clock.systemUTC()).seed(routes);
  }

  private static void insertUnconfirmed(int number) {
    JdbcClient.create(database.dataSource())
        .sql("select create_day_partitions('notifications', '1970-01-01', '1970-01-01')")
        .query(Integer.class)
        .single();
    JdbcClient.create(database.dataSource())
        .sql(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, category, route,
              segments, state, accepted_at, planned_at, unconfirmed_segments)
            values (('00000000-0000-7000-8000-00000000000' || :n)::uuid, 'default', '/s', 'e' || :n,
              'card.expiring', 'normal', 'SERVICE', 'mobi', 2, 'PLANNED', now(), now(), 1)
            """)
        .param("n", Integer.toString(number))
        .update();
  }

  private static void addJob() {
    new JobStore(database.dataSource()).add(new NewJob(null, "import", null, null, "lan"));
  }

  private static void putType(String name, int version) {
    Reply reply =
        operator.put(
            "/v1/event-types/" + name,
            """
            {"title":"Version %d","category":"SERVICE","lane":"normal",
             "schema":{"type":"object","required":["recipient"],"additionalProperties":true,
                       "properties":{"recipient":{"$ref":"urn:notifier:schema:recipient"}}},
             "samples":{"typical":{"recipient":{"phone":"0912345678"}},
                        "longest":{"recipient":{"phone":"0912345678"}}}}\
            """
                .formatted(version));
    assertThat(reply.status()).as(reply.response().body()).isIn(200, 201);
  }

  private static void putDraft(String id) {
    Reply reply =
        operator.put(
            "/v1/templates/" + id + "/draft",
            """
            {"id":"%s","eventType":"card.expiring","diacritics":"strip","maxSegments":2,
             "links":"refuse","variants":[{"locale":"vi","text":"BHXHVN"}]}\
            """
                .formatted(id));
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
  }

  private static void register(String carrier) {
    Reply reply =
        operator.put(TEMPLATE + "/registrations/" + carrier, "{\"status\":\"submitted\"}");
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(200);
  }
}
