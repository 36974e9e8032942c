package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanHarness.rendering;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.StagePosition;
import dev.notifier.worker.positions.BehindException;
import dev.notifier.worker.positions.BehindPartition;
import dev.notifier.worker.positions.Reconciliation;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Plan's positions in PostgreSQL: kills, restored databases, lost offsets, new topics. */
class PlanPositionsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String GROUP = Topics.planGroup(PlanHarness.LANE);

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PlanHarness plan = new PlanHarness(database, Duration.ofDays(2));

  @AfterEach
  void close() {
    try (database) {
      plan.close();
    }
  }

  private static List<EventRecord> events(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(PlanHarness::event).toList();
  }

  private void start() {
    plan.start(rendering("text "), LoopStepListener.NONE);
  }

  private long storedSum() {
    return new PositionStore(database)
        .all().stream()
            .filter(each -> each.group().equals(GROUP))
            .mapToLong(StagePosition::next)
            .sum();
  }

  @Test
  void positionsAreKafkasOffsetsAndEventsAreKept() throws Exception {
    plan.send(events(0, 60));
    start();
    plan.start(rendering("text "), LoopStepListener.NONE);
    plan.awaitAllPlanned();
    plan.send(events(60, 60));
    plan.awaitAllPlanned();

    assertThat(storedSum()).isEqualTo(plan.committedSum()).isEqualTo(120);
    assertThat(plan.positions().behind()).isEmpty();
    // Several periods of trimming.
    await()
        .during(Duration.ofSeconds(1))
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(plan.trimmed()).isZero());
  }

  /** A poll may pass the markers of a transaction in a partition of which it has no record. */
  @Test
  void markersOfTransactionsAreNoAlarm() throws Exception {
    plan.abort(List.of(1, 2, 3, 4, 5, 6, 7));
    plan.send(events(0, 1));
    start();
    await().atMost(LIMIT).untilAsserted(() -> assertThat(plan.submitted()).hasSize(1));
    assertThat(plan.positions().behind()).isEmpty();

    plan.send(events(1, 8));
    await().atMost(LIMIT).untilAsserted(() -> assertThat(plan.submitted()).hasSize(9));
    assertThat(plan.positions().behind()).isEmpty();
  }

  @Test
  void aKillBetweenBothCommitsIsNoAlarm() throws Exception {
    AtomicBoolean killed = new AtomicBoolean();
    plan.send(events(0, 30));
    plan.start(
        rendering("text "),
        step -> {
          if (step == Step.STORED && !killed.getAndSet(true)) {
            throw new IllegalStateException("killed");
          }
        });
    plan.awaitAllPlanned();

    assertThat(plan.positions().behind()).isEmpty();
    assertThat(plan.submitted()).hasSize(30);
  }

  @Test
  void aDatabaseRestoredUnderARunningStageIsRefusedUntilAnOperatorAccepts() throws Exception {
    plan.send(events(0, 30));
    PlanStage stage = plan.start(rendering("text "), LoopStepListener.NONE);
    plan.awaitAllPlanned();
    jdbc.execute("create table backup as select * from stage_positions");
    plan.send(events(30, 30));
    plan.awaitAllPlanned();
    restore();

    assertThat(plan.positions().behind())
        .isNotEmpty()
        .allSatisfy(each -> {
          assertThat(each.topic()).isEqualTo(Topics.events(PlanHarness.LANE));
          assertThat(each.since()).isNotNull();
        });
    assertThat(plan.positions().behind().stream().mapToLong(BehindPartition::records).sum())
        .isEqualTo(30);
    plan.send(events(60, 30));
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(stage.statuses())
                .anySatisfy(
                    status -> assertThat(status.failure()).contains("./notifier reconcile")));
    assertThat(plan.submitted()).as("nothing is produced").hasSize(60);
    assertThat(plan.quarantined()).isEmpty();
    assertThat(plan.committedSum()).isEqualTo(60);

    int moved = plan.positions().accept(plan.positions().behind());

    assertThat(moved).isPositive();
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(90);
    assertThat(plan.positions().behind()).isEmpty();
  }

  @Test
  void aWorkerStartsItsStagesOnlyAfterAnOperatorHasAccepted() throws Exception {
    plan.send(events(0, 30));
    start();
    plan.awaitAllPlanned();
    plan.stop(0);
    jdbc.execute("create table backup as select * from stage_positions");
    jdbc.execute(
        "update backup set from_offset = 0, next_offset = next_offset - 1 where next_offset > 0");
    restore();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    AtomicInteger starts = new AtomicInteger();
    Reconciliation worker =
        new Reconciliation(
            plan.positions(), System::nanoTime, meters, () -> starts.incrementAndGet());

    worker.start();

    long partitions = plan.positions().behind().size();
    assertThat(starts).hasValue(0);
    assertThat(worker.problems())
        .singleElement()
        .asString()
        .startsWith("reconcile: PostgreSQL lacks " + partitions + " record")
        .contains(" of notifier.events.normal (", "processed since 20", "./notifier reconcile");
    assertThat(meters.get("notifier.positions.behind").gauge().value())
        .isEqualTo((double) partitions);
    assertThatThrownBy(worker::require).isInstanceOf(BehindException.class);

    plan.positions().accept(plan.positions().behind());

    await().atMost(LIMIT).until(() -> starts.get() == 1);
    assertThat(worker.problems()).isEmpty();
    worker.require();
    worker.stop();
  }

  /** The rows of the later events remain; they do not matter for the positions. */
  private void restore() {
    jdbc.execute("truncate stage_positions");
    jdbc.execute("insert into stage_positions select * from backup");
  }

  @Test
  void aLostOffsetContinuesAtThePositionAndPlansNothingTwice() throws Exception {
    plan.send(events(0, 60));
    start();
    plan.awaitAllPlanned();
    plan.send(events(60, 12));
    plan.awaitAllPlanned();
    plan.stop(0);
    long before = plan.submitted().size();
    plan.kafka.admin().deleteConsumerGroups(List.of(GROUP)).all().get(30, TimeUnit.SECONDS);

    plan.send(events(72, 12));
    start();
    plan.awaitAllPlanned();

    // Only the last batch of a partition is written again, as after a kill; not what is kept.
    assertThat(plan.submitted().size() - before).isLessThanOrEqualTo(12 + 12);
  }

  @Test
  void anUpgradeTakesOverKafkasOffsets() throws Exception {
    plan.send(events(0, 30));
    start();
    plan.awaitAllPlanned();
    plan.stop(0);
    jdbc.execute("truncate stage_positions");

    assertThat(plan.positions().behind()).isEmpty();
    assertThat(new PositionStore(database).all()).as("comparing changes nothing").isEmpty();
    plan.positions().adoptNew();
    plan.send(events(30, 30));
    start();
    plan.awaitAllPlanned();

    assertThat(storedSum()).isEqualTo(60);
    assertThat(plan.submitted()).hasSize(60);
  }

  @Test
  void aTopicThatIsCreatedAgainBeginsAgain() throws Exception {
    plan.send(events(0, 60));
    start();
    plan.awaitAllPlanned();
    plan.stop(0);
    String topic = Topics.events(PlanHarness.LANE);
    plan.kafka.admin().deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> {
          plan.kafka.createTopic(topic, Topics.EVENT_PARTITIONS, Map.of());
          return true;
        });

    assertThat(plan.positions().behind()).isEmpty();
    plan.send(events(100, 12));
    start();
    plan.awaitAllPlanned();

    assertThat(storedSum()).isEqualTo(12);
    assertThat(plan.submitted()).hasSize(72);
  }

  @Test
  void eventsAreTrimmedWhenTheyAreOlderThanTheWindow() throws Exception {
    try (HikariDataSource other = PipelineDatabase.newPool();
        PlanHarness brief = new PlanHarness(other, Duration.ofSeconds(5))) {
      brief.send(events(0, 24));
      brief.start(rendering("text "), LoopStepListener.NONE);
      brief.awaitAllPlanned();

      await().atMost(LIMIT).until(() -> brief.trimmed() == 24);
    }
  }
}
