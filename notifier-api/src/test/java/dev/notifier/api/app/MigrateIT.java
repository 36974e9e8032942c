package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The migration of the schema by the command {@code migrate}, beside an api that waits for it. */
class MigrateIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String WAIT = "--notifier.postgres.migration=wait";

  @Test
  void anApiThatWaitsIsReadyAfterTwoSimultaneousMigrations() throws Exception {
    String store = RunningApi.newStoreUrl();
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

  private static List<Integer> migrateTwice(String kafka, String store) throws Exception {
    Callable<Integer> migrate =
        () ->
            MigrateCommand.run(
                "--notifier.privacy-key=" + RunningApi.PRIVACY_KEY,
                "--notifier.kafka.bootstrap-servers=" + kafka,
                "--notifier.postgres.url=" + store);
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
