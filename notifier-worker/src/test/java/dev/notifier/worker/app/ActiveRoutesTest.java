package dev.notifier.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.worker.routes.RouteTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The routes as binds see them, without Kafka and PostgreSQL. */
class ActiveRoutesTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-12-01T01:00:00Z"));

  private final KafkaClients clients =
      new KafkaClients(KafkaConnection.plaintext("127.0.0.1:1"), "test");
  private final RouteTable published = new RouteTable(clients, () -> 0);
  private final ActiveRoutes routes =
      new ActiveRoutes(
          new RouteStore(new DriverManagerDataSource(), CLOCK),
          Map.of("vina", config("secret", 1, 10)),
          clients,
          CLOCK,
          published);

  @AfterEach
  void close() {
    routes.close();
  }

  @Test
  void aRouteHasThePublishedLimitsAndThePasswordOfTheFile() {
    publish("vina", 2, 50);

    RouteRecord current = Objects.requireNonNull(routes.current("vina"));
    assertThat(current.version()).isEqualTo(2);
    assertThat(current.settings().rate()).isEqualTo(50);
    assertThat(current.settings().password()).isEqualTo("secret");
    assertThat(current.paused()).isTrue();
    assertThat(current.rebind()).isEqualTo(3);
  }

  /** A program that can write to the topic must not learn the password of the carrier. */
  @Test
  void aRecordCannotChangeWhereAWorkerConnects() {
    RouteConfig file = Objects.requireNonNull(config("secret", 1, 10));
    byte[] forged =
        """
        {"v":1,"name":"vina","version":9,"paused":false,"rebind":1,"settings":{"host":"203.0.113.9",
         "port":6666,"tls":{"enabled":false},"systemId":"thief","password":"guess",
         "systemType":"x","bind":"TRANSMITTER_RECEIVER","sessions":2,"maxSessions":16,"window":7,
         "rate":9}}
        """
            .getBytes(StandardCharsets.UTF_8);
    published.put("vina", record(RouteRecord.FORMAT.decode(forged)));

    RouteConfig current = Objects.requireNonNull(routes.current("vina")).settings();
    assertThat(current).isEqualTo(file.withLimits(2, 7, 9));
    assertThat(current.host()).isEqualTo("127.0.0.1");
    assertThat(current.password()).isEqualTo("secret");
  }

  private static RouteRecord record(Decoded<RouteRecord> decoded) {
    return switch (decoded) {
      case Decoded.Complete<RouteRecord>(RouteRecord record) -> record;
      default -> throw new AssertionError(decoded);
    };
  }

  @Test
  void aRouteThatIsNotInTheFileOrNotPublishedIsUnknown() {
    publish("other", 1, 50);

    assertThat(routes.current("other")).isNull();
    assertThat(routes.current("vina")).isNull();
  }

  /** Binds ask many times per second, and compare the versions. */
  @Test
  void onlyANewVersionIsANewRecord() {
    publish("vina", 1, 50);
    RouteRecord first = Objects.requireNonNull(routes.current("vina"));

    assertThat(routes.current("vina")).isSameAs(first);
    publish("vina", 2, 60);
    assertThat(Objects.requireNonNull(routes.current("vina")).settings().rate()).isEqualTo(60);
  }

  @Test
  void theSessionsOfAnUnknownRouteAreOne() {
    publish("vina", 1, 50);

    assertThat(routes.sessions("vina")).isEqualTo(4);
    assertThat(routes.sessions("other")).isEqualTo(1);
  }

  @Test
  void onlyRoutesOfTheFileTakeTheMessagesOfOthers() {
    for (String name : List.of("vina", "removed")) {
      RouteTakeover order =
          new RouteTakeover(
              RouteTakeover.Messages.ALL,
              CLOCK.instant().plusSeconds(60),
              CLOCK.instant(),
              "user:lan",
              "slow");
      published.put(
          name,
          new RouteRecord(RouteRecord.VERSION, name, 1, config("", 1, 10), false, 0)
              .withTakeover(order));
    }

    assertThat(routes.takeovers()).containsOnlyKeys("vina");
  }

  private void publish(String name, int version, int rate) {
    RouteConfig spec = config("", 4, rate);
    published.put(name, new RouteRecord(RouteRecord.VERSION, name, version, spec, true, 3));
  }

  private static RouteConfig config(String password, int sessions, int rate) {
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of("password", password, "sessions", sessions, "rate", rate)))
        .bindOrCreate("", RouteConfig.class);
  }
}
