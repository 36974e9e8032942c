package dev.notifier.store.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.routes.RouteStore.ChangeRequest;
import dev.notifier.store.routes.RouteStore.Outcome;
import dev.notifier.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class RouteStoreIT {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-12-01T01:00:00Z"));
  private static final String PASSWORD = "hidden";

  private static String url;
  private static Database database;

  private RouteStore routes;

  @BeforeAll
  static void start() {
    url = MigratedDatabase.newUrl();
    database = MigratedDatabase.open(url);
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    jdbc().sql("truncate routes, route_changes, route_contacts, bind_slots").update();
    routes = new RouteStore(database.dataSource(), CLOCK);
    routes.seed(Map.of("viettel", config(1)));
  }

  @Test
  void aChangeOfAnOperatorSurvivesARestartWithTheSameConfiguration() {
    routes.change("viettel", request(limits(2, 20, 200)));

    RouteConfig inForce = inForce(routes.seed(Map.of("viettel", config(1))));

    assertThat(inForce.rate()).isEqualTo(200);
    assertThat(inForce.password()).isEqualTo(PASSWORD);
    assertThat(routes.find("viettel").orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void routesHavePages() {
    routes.seed(Map.of("mobi", config(1), "vina", config(1)));

    assertThat(routes.page("", 2)).extracting(RouteRecord::name).containsExactly("mobi", "viettel");
    assertThat(routes.page("viettel", 2)).extracting(RouteRecord::name).containsExactly("vina");
  }

  /** Such as one that was written by an older release, or by somebody else. */
  @Test
  void aStoredConnectionIsNeverReadAndIsRemovedAtTheNextStart() {
    jdbc()
        .sql("update routes set spec = spec || '{\"host\":\"203.0.113.9\",\"port\":6666}'")
        .update();

    assertThat(routes.find("viettel").orElseThrow().settings().host()).isEmpty();
    RouteConfig inForce = inForce(routes.seed(Map.of("viettel", config(1))));

    assertThat(inForce).isEqualTo(config(1));
    assertThat(jdbc().sql("select spec::text from routes").query(String.class).single())
        .doesNotContain("203.0.113.9", "host", "6666");
    assertThat(routes.find("viettel").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void aChangedConfigurationReplacesTheLimitsAndKeepsThePause() {
    routes.change("viettel", request(limits(2, 20, 200)));
    routes.change("viettel", request(pause(true)));

    RouteConfig inForce = inForce(routes.seed(Map.of("viettel", config(7))));

    assertThat(inForce.rate()).isEqualTo(7);
    RouteRecord route = routes.find("viettel").orElseThrow();
    assertThat(route.version()).isEqualTo(4);
    assertThat(route.paused()).isTrue();
  }

  @Test
  void everyVersionHasARowWithItsChangeAndWithoutThePassword() {
    routes.change("viettel", request(limits(1, 20, 1)));
    routes.change("viettel", request(pause(true)));

    List<@Nullable String> changes =
        jdbc()
            .sql(
                "select version || ' ' || changed_by || ' ' || change from route_changes order by 1")
            .query(String.class)
            .list();

    assertThat(changes)
        .containsExactly(
            "1 configuration {\"rate\": 1, \"paused\": false, \"rebind\": 0, \"window\": 10,"
                + " \"sessions\": 1}",
            "2 test {\"window\": 20}",
            "3 test {\"paused\": true}");
    assertThat(jdbc().sql("select spec::text from routes").query(String.class).single())
        .doesNotContain(PASSWORD);
  }

  @Test
  void theSameChangeAgainCreatesNoVersion() {
    routes.change("viettel", request(pause(true)));

    Outcome again = routes.change("viettel", request(pause(true)));

    assertThat(done(again).version()).isEqualTo(2);
  }

  @Test
  void aChangeOfAnotherVersionIsAConflict() {
    Outcome outcome =
        routes.change("viettel", new ChangeRequest("test", Optional.of(9), limits(1, 10, 5)));

    assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
    assertThat(routes.find("viettel").orElseThrow().settings().rate()).isEqualTo(1);
  }

  @Test
  void aConcurrentChangeIsAConflict() {
    RouteStore other = new RouteStore(otherDataSource(), CLOCK);
    UnaryOperator<RouteRecord> concurrent =
        route -> {
          other.change("viettel", request(pause(true)));
          return limits(1, 10, 5).apply(route);
        };

    Outcome outcome = routes.change("viettel", request(concurrent));

    assertThat(outcome).isInstanceOf(Outcome.Conflict.class);
    RouteRecord route = routes.find("viettel").orElseThrow();
    assertThat(route.paused()).isTrue();
    assertThat(route.settings().rate()).isEqualTo(1);
  }

  @Test
  void aChangeOfAnUnknownRouteReturnsTheKnownRoutes() {
    assertThat(routes.change("vietel", request(pause(true))))
        .isEqualTo(new Outcome.NotFound(List.of("viettel")));
  }

  @Test
  void aRestoredRouteGetsAVersionAboveTheOneThatIsPublished() {
    RouteRecord stored = routes.find("viettel").orElseThrow();

    assertThat(routes.raiseVersion(stored, stored.version() + 7)).isTrue();
    RouteRecord raised = routes.find("viettel").orElseThrow();
    assertThat(raised.version()).isEqualTo(stored.version() + 8);
    assertThat(raised.settings()).isEqualTo(stored.settings());
    assertThat(routes.raiseVersion(stored, stored.version() + 20))
        .as("the route has changed since it was read")
        .isFalse();
    assertThat(done(routes.change("viettel", request(pause(true)))).version())
        .isEqualTo(stored.version() + 9);
  }

  @Test
  void newSessionsGetBindSlots() {
    routes.change("viettel", request(limits(3, 10, 1)));

    assertThat(new BindSlotStore(database.dataSource()).all())
        .extracting(BindSlotStore.Slot::session)
        .containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void withoutAFreeBindSlotNothingChanges() {
    BindSlotStore slots = new BindSlotStore(database.dataSource());
    slots.register("other", Topics.MAX_BIND_SLOTS - 1, Topics.MAX_BIND_SLOTS);
    slots.register("viettel", 1, Topics.MAX_BIND_SLOTS);

    Outcome outcome = routes.change("viettel", request(limits(2, 10, 9)));

    assertThat(outcome).isInstanceOf(Outcome.NoFreeBindSlot.class);
    assertThat(routes.find("viettel").orElseThrow().settings().rate()).isEqualTo(1);
    assertThat(slots.all()).hasSize(Topics.MAX_BIND_SLOTS);
  }

  @Test
  void aTakeoverIsAVersionAndSurvivesTheConfiguration() {
    RouteTakeover order =
        new RouteTakeover(
            RouteTakeover.Messages.ALL,
            Instant.parse("2026-12-01T11:00:00Z"),
            Instant.parse("2026-12-01T01:00:00Z"),
            "lan",
            "slow");

    RouteRecord changed =
        done(routes.change("viettel", request(route -> route.withTakeover(order))));
    assertThat(changed.takeover()).isEqualTo(order);
    assertThat(changed.version()).isEqualTo(2);
    assertThat(
            done(routes.change("viettel", request(route -> route.withTakeover(order)))).version())
        .as("the same again")
        .isEqualTo(2);
    routes.seed(Map.of("viettel", config(6)));
    assertThat(routes.find("viettel").orElseThrow().takeover()).isEqualTo(order);
    assertThat(routes.all().getFirst().takeover()).isEqualTo(order);
    RouteRecord ended = done(routes.change("viettel", request(route -> route.withTakeover(null))));
    assertThat(ended.takeover()).isNull();
    assertThat(routes.find("viettel").orElseThrow().takeover()).isNull();
  }

  private static RouteRecord done(Outcome outcome) {
    return ((Outcome.Changed) outcome).route();
  }

  private static RouteConfig inForce(Map<String, RouteConfig> routes) {
    return Optional.ofNullable(routes.get("viettel")).orElseThrow();
  }

  private static ChangeRequest request(UnaryOperator<RouteRecord> change) {
    return new ChangeRequest("test", Optional.empty(), change);
  }

  private static UnaryOperator<RouteRecord> pause(boolean paused) {
    return route ->
        new RouteRecord(
            route.v(), route.name(), route.version(), route.settings(), paused, route.rebind());
  }

  private static UnaryOperator<RouteRecord> limits(int sessions, int window, int rate) {
    return route ->
        new RouteRecord(
            route.v(),
            route.name(),
            route.version(),
            route.settings().withLimits(sessions, window, rate),
            route.paused(),
            route.rebind());
  }

  private static RouteConfig config(int rate) {
    String json = "{\"sessions\":1,\"maxSessions\":16,\"window\":10,\"rate\":%d}".formatted(rate);
    return RecordJson.read(json.getBytes(StandardCharsets.UTF_8), RouteConfig.class)
        .withPassword(PASSWORD);
  }

  /** On the data source of the tested store, both stores would share one transaction. */
  private static javax.sql.DataSource otherDataSource() {
    return new DriverManagerDataSource(url, TestPostgres.USER, "");
  }

  private static JdbcClient jdbc() {
    return JdbcClient.create(database.dataSource());
  }
}
