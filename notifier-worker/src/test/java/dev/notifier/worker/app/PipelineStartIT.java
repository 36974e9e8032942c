package dev.notifier.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.store.Database;
import dev.notifier.store.clock.ClockDifference;
import dev.notifier.store.clock.ClockGuard;
import dev.notifier.store.cluster.OtherKafkaClusterException;
import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Attempts to start that fail half-way. */
class PipelineStartIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String CLIENT = "start-test";
  private static final TestKafka KAFKA = TestKafka.fresh();

  private final AtomicInteger failures = new AtomicInteger();
  private final NotifierConfig config = config();
  private final Database database =
      Database.open(
          new Database.Settings(
              config.postgres().url(),
              config.postgres().username(),
              "",
              "test",
              8,
              Duration.ofSeconds(30)));

  @AfterAll
  static void stopKafka() {
    KAFKA.close();
  }

  @Test
  void attemptsThatFailLeaveNothingOpenAndTheNextOneStarts() {
    failures.set(2);
    Pipeline pipeline = pipeline();
    try (database) {
      pipeline.start();
      await().atMost(LIMIT).until(() -> pipeline.stages() != null);
      assertThat(failures).hasValue(0);
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(threads())
                  .as("threads by name")
                  .isNotEmpty()
                  .allSatisfy((name, count) -> assertThat(count).isEqualTo(1)));

      pipeline.stop();

      await().atMost(LIMIT).untilAsserted(() -> assertThat(threads()).isEmpty());
    }
  }

  @Test
  void nothingStartsWhileTheClockIsWrong() {
    try (database) {
      Instant wrong = Instant.now().plus(Duration.ofDays(15));
      ClockGuard guard =
          new ClockGuard(new ClockDifference(database.dataSource(), () -> wrong), () -> {});
      Pipeline pipeline = new Pipeline(dependencies(), guard::check);
      pipeline.start();
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(pipeline.startProblem()).contains("ahead of PostgreSQL's"));
      pipeline.stop();
      assertThat(pipeline.stages()).isNull();
    }
  }

  /** Messages do not wait for the audit. */
  @Test
  void aPipelineStartsWithoutTheTopicOfTheEndOfTheAudit() throws Exception {
    try (database;
        TestKafka other = TestKafka.fresh()) {
      // Kafka allows no two names that differ only in a dot and an underscore.
      other.createTopic("notifier_audit-heads", 1, Map.of());
      Pipeline pipeline =
          new Pipeline(
              dependencies(
                  new KafkaClients(KafkaConnection.plaintext(other.bootstrapServers()), CLIENT)),
              () -> {});

      pipeline.start();

      await().atMost(LIMIT).until(() -> pipeline.stages() != null);
      assertThat(other.admin().listTopics().names().get())
          .contains(Topics.ROUTES)
          .doesNotContain(Topics.AUDIT_HEADS);
      pipeline.stop();
    }
  }

  @Test
  void aPipelineThatWasNeverStartedCanBeStopped() {
    try (database) {
      Pipeline pipeline = pipeline();
      pipeline.stop();
      assertThat(pipeline.isRunning()).isFalse();
    }
  }

  @Test
  void stagesThatWereNeverStartedCanBeStopped() {
    try (database) {
      WorkerDependencies dependencies = dependencies();
      PipelineResources resources = PipelineResources.open(dependencies, _ -> {});
      StageLifecycle stages = new StageLifecycle(dependencies, resources);
      assertThat(stages.problems()).noneMatch(each -> each.contains(Topics.OPT_OUTS));
      stages.stop();

      await().atMost(LIMIT).untilAsserted(() -> assertThat(threads()).isEmpty());
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(stages.problems())
                  .as("nothing is read any more")
                  .anyMatch(problem -> problem.contains(Topics.OPT_OUTS)));
    }
  }

  @Test
  void aDatabaseOfAnotherKafkaClusterIsRefusedBeforeAndAfterTheStart() {
    try (database;
        TestKafka other = TestKafka.fresh()) {
      KafkaClients first =
          new KafkaClients(KafkaConnection.plaintext(KAFKA.bootstrapServers()), CLIENT);
      new KafkaClusterCheck(config, database, first, Clock.systemUTC()).atStart();
      KafkaClients second =
          new KafkaClients(KafkaConnection.plaintext(other.bootstrapServers()), CLIENT);

      assertThatThrownBy(
              () -> new KafkaClusterCheck(config, database, second, Clock.systemUTC()).atStart())
          .isInstanceOf(OtherKafkaClusterException.class);

      Pipeline pipeline = new Pipeline(dependencies(second), () -> {});
      pipeline.start();
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(pipeline.startProblem()).contains("belongs to the Kafka cluster"));
      pipeline.stop();
      assertThat(pipeline.stages()).isNull();
    }
  }

  private Pipeline pipeline() {
    return new Pipeline(dependencies(), () -> {});
  }

  /** Otherwise a program that can write to Kafka could change routes and templates. */
  @Test
  void theClientsOfTheWorkerCheckSignatures() {
    assertThat(new WorkerConfiguration().kafkaClients(config, Clock.systemUTC()).signatures())
        .isPresent();
  }

  private WorkerDependencies dependencies() {
    return dependencies(
        new KafkaClients(KafkaConnection.plaintext(KAFKA.bootstrapServers()), CLIENT));
  }

  private WorkerDependencies dependencies(KafkaClients clients) {
    return new WorkerDependencies(
        config,
        database,
        clients,
        new KafkaClusterCheck(config, database, clients, Clock.systemUTC()),
        Clock.systemUTC(),
        new FailingRegistry(),
        ReplyPlaceholders.NONE,
        _ -> {},
        LoopStepListener.NONE);
  }

  /** Fails while the stages are created, after everything was opened. */
  private final class FailingRegistry extends SimpleMeterRegistry {
    @Override
    protected <T> Gauge newGauge(
        Meter.Id id, @Nullable T object, ToDoubleFunction<T> valueFunction) {
      if (id.getName().equals("notifier.loop.lag") && failures.get() > 0) {
        failures.decrementAndGet();
        throw new IllegalStateException("cannot register a gauge");
      }
      return super.newGauge(id, object, valueFunction);
    }
  }

  /** The live threads of clients, readers and background work of the pipeline, by name. */
  private static Map<String, Integer> threads() {
    Map<String, Integer> threads = new TreeMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      if (name.contains(CLIENT)
          || name.startsWith("read-notifier.")
          || name.startsWith("reconcile ")
          || name.equals("publish-compacted")
          || name.equals("bind-slots")) {
        threads.merge(name, 1, Integer::sum);
      }
    }
    return threads;
  }

  private static NotifierConfig config() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of(
                    "notifier.kafka.bootstrap-servers", KAFKA.bootstrapServers(),
                    "notifier.postgres.url", TestPostgres.shared().url(PipelineDatabase.create()),
                    "notifier.postgres.username", TestPostgres.USER,
                    "notifier.privacy-key", "sixteen-characters-and-more",
                    "notifier.routes.viettel.host", "127.0.0.1",
                    "notifier.routes.viettel.port", "1",
                    "notifier.routes.viettel.system-id", "test",
                    "notifier.routes.viettel.password", "test",
                    "notifier.routes.viettel.source.address", "BHXHVN")));
    return ConfigLoader.load(environment);
  }
}
