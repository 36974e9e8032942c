package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanHarness.rendering;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.kafka.loop.LoopStatus;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestPostgres;
import dev.notifier.worker.testing.PipelineDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each event is planned once, whatever fails at whatever step. */
class PlanExactlyOnceIT {
  private static final int EVENTS = 300;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParameterizedTest
  @EnumSource(Step.class)
  void afterACrashEachMessageIsWrittenOnceWithTheStoredText(Step step) throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      List<EventRecord> withDuplicates = new ArrayList<>(events(0, EVENTS));
      withDuplicates.addAll(events(0, EVENTS / 10));
      plan.send(withDuplicates);
      CrashInjector crash = new CrashInjector(step);
      plan.start(rendering("first "), crash);
      assertThat(crash.awaitCrash()).isTrue();
      plan.start(rendering("second "), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertOnce(plan, database, EVENTS);
      boolean anyOfFirstRun =
          plan.submitted().stream().anyMatch(one -> one.texts().getFirst().startsWith("first"));
      assertThat(anyOfFirstRun).as("texts of the crashed run").isEqualTo(step != Step.BEFORE_STORE);
    }
  }

  @Test
  void whilePostgresIsUnavailableEventsWaitAndNoneIsLost() throws Exception {
    TestPostgres postgres = TestPostgres.shared();
    String name = PipelineDatabase.create();
    try (InterruptibleProxy proxy = postgres.newProxy();
        HikariDataSource proxied = TestPostgres.pool(name, proxy);
        HikariDataSource direct = postgres.pool(name);
        PlanHarness plan = new PlanHarness(proxied)) {
      PlanStage stage = plan.start(rendering(""), LoopStepListener.NONE);
      plan.send(events(0, EVENTS));
      plan.awaitAllPlanned();
      proxy.interrupt();
      plan.send(events(EVENTS, 2 * EVENTS));
      awaitFailure(stage, "PostgreSQL");
      assertThat(plan.submitted()).hasSize(EVENTS);
      proxy.restore();
      plan.awaitAllPlanned();
      assertOnce(plan, direct, 2 * EVENTS);
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> stage.statuses().stream().allMatch(LoopStatus::isHealthy));
    }
  }

  @Test
  void aBatchIsRepeatedWhenKafkaRejectsTheCommit() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      plan.send(events(0, EVENTS));
      AtomicInteger rejections = new AtomicInteger(3);
      plan.start(
          rendering(""),
          step -> {
            if (step == Step.BEFORE_COMMIT && rejections.getAndDecrement() > 0) {
              fence(plan);
            }
          });
      plan.awaitAllPlanned();
      assertThat(rejections.get()).isNegative();
      assertOnce(plan, database, EVENTS);
    }
  }

  @Test
  void workersThatStartAndStopPlanEachEventOnce() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      List<EventRecord> all = new ArrayList<>(events(0, 5_000));
      all.addAll(events(0, 500));
      Collections.shuffle(all, new Random(7));
      plan.send(all);
      PlanStage first = plan.start(rendering(""), LoopStepListener.NONE);
      plan.start(rendering(""), LoopStepListener.NONE);
      Awaitility.await().atMost(LIMIT).until(() -> plan.committedSum() > 1_000);
      assertThat(first.stop(Duration.ofSeconds(60))).isTrue();
      plan.start(rendering(""), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertOnce(plan, database, 5_000);
      assertThat(plan.count("notifier.plan.duplicates")).isEqualTo(500);
    }
  }

  @Test
  void aDuplicateAfterARestartIsDropped() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      PlanStage stage = plan.start(rendering("first "), LoopStepListener.NONE);
      plan.send(events(0, EVENTS));
      plan.awaitAllPlanned();
      assertThat(stage.stop(Duration.ofSeconds(60))).isTrue();
      plan.send(events(0, EVENTS));
      plan.start(rendering("second "), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertOnce(plan, database, EVENTS);
    }
  }

  private static List<EventRecord> events(int from, int to) {
    return IntStream.range(from, to).mapToObj(PlanHarness::event).toList();
  }

  private static void awaitFailure(PlanStage stage, String text) {
    Awaitility.await()
        .dontCatchUncaughtExceptions()
        .atMost(LIMIT)
        .until(() ->
            stage.statuses().stream()
                .map(LoopStatus::failure)
                .anyMatch(failure -> failure != null && failure.contains(text)));
  }

  private static void fence(PlanHarness plan) {
    try {
      plan.kafka.admin().fenceProducers(List.of("plan-normal-0")).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each event has one row, one message with the row's text, and one status. */
  private static void assertOnce(PlanHarness plan, HikariDataSource database, int events)
      throws SQLException {
    Map<String, String> bodies = new HashMap<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id, event_id, body from notifications")) {
      List<String> eventIds = new ArrayList<>();
      while (rows.next()) {
        bodies.put(rows.getString(1), rows.getString(3));
        eventIds.add(rows.getString(2));
      }
      assertThat(eventIds).hasSize(events).doesNotHaveDuplicates();
    }
    List<SubmitRecord> submitted = plan.submitted();
    assertThat(submitted).hasSize(events);
    Map<String, String> sent = new HashMap<>();
    submitted.forEach(
        one -> sent.put(one.notificationId().toString(), String.join("", one.texts())));
    assertThat(sent).isEqualTo(bodies);
    assertThat(plan.statuses().stream().map(StatusRecord.Change::id))
        .hasSize(events)
        .doesNotHaveDuplicates();
  }
}
