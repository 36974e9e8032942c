package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Without Kafka, all events are rejected with 503; when Kafka is back, they are accepted again. */
class KafkaUnavailableIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private String storeUrl = "";

  /** PostgreSQL is available, so that the event types are known. */
  @BeforeEach
  void createStore() {
    storeUrl = RunningApi.newStoreUrl();
  }

  @Test
  void acceptsEventsOnceKafkaIsAvailableAndRejectsThemWhenItIsNot() {
    TestKafka kafka = TestKafka.fresh();
    try (InterruptibleProxy plug = kafka.newProxy()) {
      plug.interrupt();
      try (RunningApi api = start("127.0.0.1:" + plug.port())) {
        assertUnavailable(api);
        Awaitility.await()
            .atMost(LIMIT)
            .untilAsserted(() -> assertThat(kafkaHealth(api)).isEqualTo("DOWN"));
        assertThat(api.get("/actuator/health").status()).isEqualTo(503);
        assertUnavailable(api);

        plug.restore();

        Awaitility.await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(api.post(RunningApi.STRUCTURED, Sample.card("1")).status())
                    .isEqualTo(202));
        assertThat(kafkaHealth(api)).isEqualTo("UP");

        kafka.close();

        assertUnavailable(api);
        Awaitility.await()
            .atMost(LIMIT)
            .untilAsserted(() -> assertThat(kafkaHealth(api)).isEqualTo("DOWN"));
        assertUnavailable(api);
      }
    } finally {
      kafka.close();
    }
  }

  /** Intake needs PostgreSQL for nothing but the event types, which are known. */
  @Test
  void acceptsEventsOnceKafkaIsAvailableWhilePostgresHangs() throws SQLException {
    TestKafka kafka = TestKafka.fresh();
    String database = RunningApi.newDatabase();
    storeUrl = TestPostgres.shared().url(database);
    try (InterruptibleProxy plug = kafka.newProxy()) {
      plug.interrupt();
      try (RunningApi api = start("127.0.0.1:" + plug.port())) {
        Awaitility.await()
            .atMost(LIMIT)
            .untilAsserted(() -> {
              assertThat(health(api, "kafka")).isEqualTo("DOWN");
              assertThat(health(api, "eventTypes")).isEqualTo("UP");
            });
        try (var pool = TestPostgres.shared().pool(database);
            Connection connection = pool.getConnection();
            Statement statement = connection.createStatement()) {
          connection.setAutoCommit(false);
          // The comparison of the clusters waits for it, and would fail after 30 s.
          statement.execute("lock table kafka_cluster");

          plug.restore();

          Awaitility.await()
              .atMost(Duration.ofSeconds(25))
              .untilAsserted(() ->
                  assertThat(api.post(RunningApi.STRUCTURED, Sample.card("1")).status())
                      .isEqualTo(202));
          connection.rollback();
        }
      }
    } finally {
      kafka.close();
    }
  }

  private RunningApi start(String kafka) {
    return RunningApi.start(kafka, storeUrl, "--notifier.intake.kafka-timeout=1s");
  }

  private static void assertUnavailable(RunningApi api) {
    Reply single = api.post(RunningApi.STRUCTURED, Sample.card("1"));
    Reply batch = api.post(RunningApi.BATCH, "[" + Sample.card("1") + ",{}]");

    for (Reply reply : new Reply[] {single, batch}) {
      assertThat(reply.status()).as(reply.response().body()).isEqualTo(503);
      assertThat(reply.code()).isEqualTo("kafka-unavailable");
      assertThat(reply.header("Retry-After")).isEqualTo("2");
    }
  }

  private static String kafkaHealth(RunningApi api) {
    return health(api, "kafka");
  }

  private static String health(RunningApi api, String component) {
    return api.get("/actuator/health")
        .json()
        .path("components")
        .path(component)
        .path("status")
        .asString("");
  }
}
