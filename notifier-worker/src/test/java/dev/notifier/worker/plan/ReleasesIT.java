package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.worker.schedule.ScheduleStage;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The stage schedule releases what is due, and plan sends it once. */
class ReleasesIT {
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PlanHarness plan = new PlanHarness(database);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<KafkaProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final List<ScheduleStage> stages = new ArrayList<>();

  @AfterEach
  void close() {
    stages.forEach(stage -> stage.stop(Duration.ofSeconds(10)));
    producers.forEach(KafkaProducer::close);
    plan.close();
    database.close();
  }

  @Test
  void twoWorkersReleaseEachMessageOnceWhenItIsDue() throws Exception {
    plan.start(PlanHarness.rendering("text "), _ -> {});
    Instant due = Instant.now().plusSeconds(3);
    Instant later = due.plusSeconds(3_600);
    plan.send(
        IntStream.range(0, 60)
            .mapToObj(n -> DeferredEventsIT.after(n, n < 50 ? due : later))
            .toList());
    plan.awaitAllPlanned();
    schedule(_ -> {});
    schedule(_ -> {});

    await(50);
    assertThat(plan.submitted()).extracting(SubmitRecord::notificationId).doesNotHaveDuplicates();
    assertThat(
            jdbc.queryForObject(
                "select min(planned_at) >= ?::timestamptz - interval '5 seconds'"
                    + " from notifications where state = 'PLANNED'",
                Boolean.class,
                due.toString()))
        .isTrue();
    assertThat(jdbc.queryForList("select distinct release from deferred", Integer.class))
        .as("what is not due is not touched")
        .containsExactly(0);
    assertThat(plan.count("notifier.plan.released")).isEqualTo(50);
    assertThat(registry.counter("notifier.schedule.released").count()).isEqualTo(50);
  }

  @Test
  void aWorkerThatEndsBeforeItPublishesLosesNothing() throws Exception {
    plan.start(PlanHarness.rendering("text "), _ -> {});
    // It must be planned before it is due.
    plan.send(List.of(DeferredEventsIT.after(1, Instant.now().plusSeconds(8))));
    plan.awaitAllPlanned();
    CrashInjector crash = new CrashInjector(Step.STORED);
    schedule(crash);
    assertThat(crash.awaitCrash()).isTrue();
    assertThat(plan.submitted()).isEmpty();
    assertThat(jdbc.queryForObject("select release from deferred", Integer.class)).isOne();

    schedule(_ -> {});
    // The lease ends.
    jdbc.update("update deferred set release_at = now()");
    await(1);
  }

  /** So it is after a clock was set forward, or while plan does not proceed. */
  @Test
  void aReleaseWhoseLeaseEndedEarlyHasNoEffectTwice() throws Exception {
    plan.start(PlanHarness.rendering("text "), _ -> {});
    plan.send(
        IntStream.range(0, 8)
            .mapToObj(n -> DeferredEventsIT.after(n, Instant.now().plusSeconds(4)))
            .toList());
    plan.awaitAllPlanned();
    plan.stop(0);
    schedule(_ -> {});
    for (int release = 1; release <= 3; release++) {
      int number = release;
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> value("select min(release) from deferred") >= number);
      jdbc.update("update deferred set release_at = now() where release = ?", number);
    }
    plan.start(PlanHarness.rendering("text "), _ -> {});
    await(8);
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(8);
    assertThat(plan.statuses())
        .filteredOn(change -> change.state() == NotificationState.PLANNED)
        .hasSize(8);
  }

  private void await(int messages) throws Exception {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> value("select count(*) from notifications where state = 'PLANNED'") == messages);
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(messages);
  }

  private int value(String sql) {
    return Objects.requireNonNull(jdbc.queryForObject(sql, Integer.class));
  }

  private void schedule(LoopStepListener steps) {
    KafkaClients clients =
        new KafkaClients(
            KafkaConnection.plaintext(plan.kafka.bootstrapServers()), "schedule-" + stages.size());
    KafkaProducer<byte[], byte[]> producer = clients.producer("statuses");
    producers.add(producer);
    ScheduleStage stage =
        new ScheduleStage(
            new ScheduleStage.Context(
                database,
                plan.kafka.admin(),
                producer,
                () -> {},
                registry,
                System::nanoTime,
                steps));
    stage.start();
    stages.add(stage);
  }
}
