package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.KafkaIdentity;
import dev.notifier.store.cluster.OtherKafkaClusterException;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The migration of the schema by the command {@code migrate}, beside an api that waits for it. */
class MigrateIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String WAIT = "--notifier.postgres.migration=wait";

  @Test
  void anApiThatWaitsIsReadyAfterTwoSimultaneousMigrations() throws Exception {
    String store = RunningApi.emptyStoreUrl();
    // The api is ready as soon as it knows event types, so Kafka must not have any.
    try (TestKafka kafka = TestKafka.fresh();
        RunningApi before = RunningApi.start(kafka.bootstrapServers(), store, WAIT)) {
      assertThat(readiness(before)).isEqualTo(503);

      assertThat(migrateTwice(kafka.bootstrapServers(), store)).containsExactly(0, 0);

      Awaitility.await().atMost(LIMIT).until(() -> readiness(before) == 200);
      try (RunningApi after = RunningApi.start(kafka.bootstrapServers(), store, WAIT)) {
        Awaitility.await().atMost(LIMIT).until(() -> readiness(after) == 200);
      }
    }
  }

  @Test
  void aDatabaseOfAnotherKafkaClusterIsRefusedUntilAnOperatorAcceptsIt() {
    String store = RunningApi.emptyStoreUrl();
    try (TestKafka first = TestKafka.fresh();
        TestKafka second = TestKafka.fresh()) {
      assertThat(migrate(first.bootstrapServers(), store)).isZero();
      String id = clusterId(second);

      assertThat(migrate(second.bootstrapServers(), store)).isEqualTo(1);
      assertThatThrownBy(() -> RunningApi.start(second.bootstrapServers(), store, WAIT))
          .hasRootCauseInstanceOf(OtherKafkaClusterException.class)
          .rootCause()
          .hasMessageContaining("the brokers belong to the cluster " + id)
          .hasMessageContaining("set notifier.postgres.accept-kafka-cluster to " + id);

      String accept = "--notifier.postgres.accept-kafka-cluster=" + id;
      assertThat(migrate(second.bootstrapServers(), store, accept)).isZero();
      assertThat(migrate(second.bootstrapServers(), store)).isZero();
      assertThat(migrate(first.bootstrapServers(), store)).isEqualTo(1);
    }
  }

  private static String clusterId(TestKafka kafka) {
    try (Admin admin =
        new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test")
            .admin("test")) {
      return KafkaIdentity.ask(admin, LIMIT).orElseThrow().clusterId();
    }
  }

  /** Needs the connections only, and none of the secrets of api and worker. */
  private static int migrate(String kafka, String store, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--notifier.kafka.bootstrap-servers=" + kafka);
    arguments.add("--notifier.postgres.url=" + store);
    return MigrateCommand.run(arguments.toArray(String[]::new));
  }

  private static List<Integer> migrateTwice(String kafka, String store) throws Exception {
    Callable<Integer> migrate = () -> migrate(kafka, store);
    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Future<Integer>> codes = threads.invokeAll(List.of(migrate, migrate));
      return List.of(codes.get(0).get(), codes.get(1).get());
    }
  }

  private static int readiness(RunningApi api) throws Exception {
    Reply reply = api.get("/actuator/health/readiness");
    return reply.status();
  }
}
