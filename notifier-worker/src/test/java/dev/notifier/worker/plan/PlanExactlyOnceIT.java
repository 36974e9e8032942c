package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanLine.saying;
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

/** What is planned is planned once, whatever fails and whenever. */
class PlanExactlyOnceIT {
  private static final int EVENTS = 300;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParameterizedTest
  @EnumSource(Step.class)
  void afterACrashEachMessageIsPutInItsLaneOnceWithTheStoredText(Step step) throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
      List<EventRecord> withRepetitions = new ArrayList<>(events(0, EVENTS));
      withRepetitions.addAll(events(0, EVENTS / 10));
      line.send(withRepetitions);
      CrashAt crash = new CrashAt(step);
      line.start(saying("first "), crash);
      assertThat(crash.await()).isTrue();
      line.start(saying("second "), LoopStepListener.NONE);
      line.awaitAllPlanned();
      assertOnce(line, database, EVENTS);
      boolean anyOfFirst =
          line.submitted().stream().anyMatch(one -> one.texts().getFirst().startsWith("first"));
      assertThat(anyOfFirst).as("texts of the crashed run").isEqualTo(step != Step.BEFORE_STORE);
    }
  }

  @Test
  void whilePostgresIsAwayEventsWaitAndNoneIsLost() throws Exception {
    TestPostgres postgres = TestPostgres.shared();
    String name = PipelineDatabase.create();
    try (InterruptibleProxy plug = postgres.newProxy();
        HikariDataSource plugged = TestPostgres.pool(name, plug);
        HikariDataSource direct = postgres.pool(name);
        PlanLine line = new PlanLine(plugged)) {
      PlanStage stage = line.start(saying(""), LoopStepListener.NONE);
      line.send(events(0, EVENTS));
      line.awaitAllPlanned();
      plug.interrupt();
      line.send(events(EVENTS, 2 * EVENTS));
      awaitFailure(stage, "PostgreSQL");
      assertThat(line.submitted()).hasSize(EVENTS);
      plug.restore();
      line.awaitAllPlanned();
      assertOnce(line, direct, 2 * EVENTS);
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> stage.statuses().stream().allMatch(LoopStatus::isHealthy));
    }
  }

  @Test
  void whenKafkaRefusesTheCommitTheBatchComesAgain() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
      line.send(events(0, EVENTS));
      AtomicInteger refusals = new AtomicInteger(3);
      line.start(
          saying(""),
          step -> {
            if (step == Step.BEFORE_COMMIT && refusals.getAndDecrement() > 0) {
              fence(line);
            }
          });
      line.awaitAllPlanned();
      assertThat(refusals.get()).isNegative();
      assertOnce(line, database, EVENTS);
    }
  }

  @Test
  void twoWorkersThatComeAndGoPlanEachOfTheEventsOnce() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
      List<EventRecord> all = new ArrayList<>(events(0, 5_000));
      all.addAll(events(0, 500));
      Collections.shuffle(all, new Random(7));
      line.send(all);
      PlanStage first = line.start(saying(""), LoopStepListener.NONE);
      line.start(saying(""), LoopStepListener.NONE);
      Awaitility.await().atMost(LIMIT).until(() -> line.committedSum() > 1_000);
      assertThat(first.stop(Duration.ofSeconds(60))).isTrue();
      line.start(saying(""), LoopStepListener.NONE);
      line.awaitAllPlanned();
      assertOnce(line, database, 5_000);
      assertThat(line.counted("notifier.plan.duplicates")).isEqualTo(500);
    }
  }

  @Test
  void aRepetitionAfterARestartIsDropped() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanLine line = new PlanLine(database)) {
      PlanStage stage = line.start(saying("first "), LoopStepListener.NONE);
      line.send(events(0, EVENTS));
      line.awaitAllPlanned();
      assertThat(stage.stop(Duration.ofSeconds(60))).isTrue();
      line.send(events(0, EVENTS));
      line.start(saying("second "), LoopStepListener.NONE);
      line.awaitAllPlanned();
      assertOnce(line, database, EVENTS);
    }
  }

  private static List<EventRecord> events(int from, int to) {
    return IntStream.range(from, to).mapToObj(PlanLine::event).toList();
  }

  private static void awaitFailure(PlanStage stage, String words) {
    Awaitility.await()
        .dontCatchUncaughtExceptions()
        .atMost(LIMIT)
        .until(() ->
            stage.statuses().stream()
                .map(LoopStatus::failure)
                .anyMatch(failure -> failure != null && failure.contains(words)));
  }

  private static void fence(PlanLine line) {
    try {
      line.kafka.admin().fenceProducers(List.of("plan-normal-0")).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Each event has one row, one message with the row's text, and one status. */
  private static void assertOnce(PlanLine line, HikariDataSource database, int events)
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
    List<SubmitRecord> submitted = line.submitted();
    assertThat(submitted).hasSize(events);
    Map<String, String> sent = new HashMap<>();
    submitted.forEach(
        one -> sent.put(one.notificationId().toString(), String.join("", one.texts())));
    assertThat(sent).isEqualTo(bodies);
    assertThat(line.told().stream().map(StatusRecord::id)).hasSize(events).doesNotHaveDuplicates();
  }
}
