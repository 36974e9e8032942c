package dev.notifier.worker.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.table.CompactedTopicPublisher;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.testing.PipelineTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables of routes and sessions on a real broker. */
class SessionTableIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  private final TestKafka kafka = TestKafka.shared();
  private final KafkaClients clients =
      new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test");
  private final CompactedTopicPublisher publisher = new CompactedTopicPublisher(clients);

  @BeforeEach
  void createTopics() throws Exception {
    PipelineTopics.renew(kafka, Map.of());
  }

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void boundSessionsAreLiveUntilTheirStatusIsStale() throws Exception {
    SessionPublisher sessions = new SessionPublisher(publisher);
    try (SessionTable table = new SessionTable(clients, System::nanoTime)) {
      table.start();
      sessions.publish(session("s", 1, Phase.BOUND, NOW));
      sessions.publish(session("s", 0, Phase.BINDING, NOW));
      sessions.publish(session("s", 0, Phase.BOUND, NOW.plusSeconds(1)));
      sessions.publish(session("s", 2, Phase.PAUSED, NOW));
      sessions.publish(session("other", 3, Phase.BOUND, NOW));

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> {
            assertThat(table.liveSessions("s", NOW)).containsExactly(0, 1);
            assertThat(table.values())
                .extracting(SessionRecord::key)
                .containsExactlyInAnyOrder("other/3", "s/0", "s/1", "s/2");
          });
      assertThat(table.liveSessions("s", NOW.plusSeconds(SessionRecord.STALE_SECONDS)))
          .containsExactly(0);
    }
  }

  @Test
  void theHighestVersionOfARouteIsCurrent() throws Exception {
    publish(route("viettel", 5, 50));
    publish(route("viettel", 4, 40));
    try (RouteTable table = new RouteTable(clients, System::nanoTime)) {
      table.start();
      table.readToEnd(LIMIT);

      assertThat(rate(table.get("viettel"))).isEqualTo(50);
      assertThat(table.get("vina")).isNull();
      assertThat(table.isMissing("viettel", route("viettel", 5, 50))).isTrue();

      table.put("viettel", route("viettel", 6, 60));
      assertThat(rate(table.get("viettel"))).isEqualTo(60);
    }
  }

  private void publish(RouteRecord route) {
    publisher.publishAndWait(Topics.ROUTES, route.name(), route);
  }

  private static @Nullable Integer rate(@Nullable RouteRecord route) {
    return route == null ? null : route.settings().rate();
  }

  private static SessionRecord session(String route, int session, Phase phase, Instant at) {
    return new SessionRecord(
        SessionRecord.VERSION, route, session, "worker-1", phase, 10, 50, 100, 3, null, at, null);
  }

  private static RouteRecord route(String name, int version, int rate) {
    byte[] spec = "{\"host\":\"127.0.0.1\",\"sessions\":1}".getBytes(StandardCharsets.UTF_8);
    RouteConfig limits = RecordJson.read(spec, RouteConfig.class).withLimits(1, 10, rate);
    return new RouteRecord(RouteRecord.VERSION, name, version, limits, false, 0);
  }
}
