package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanHarness.rendering;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.positions.StagePosition;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Kafka loses the newest events, and gives their offsets to others. */
class PlanLostRecordsIT {
  private static final int PARTITIONS = Topics.EVENT_PARTITIONS;
  private static final Duration HOUR = Duration.ofHours(1);

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PlanHarness plan = new PlanHarness(database, Duration.ofDays(2));
  private final RestoredBroker broker = new RestoredBroker(plan.kafka, jdbc);

  @AfterEach
  void close() {
    try (database) {
      plan.close();
    }
  }

  /** As many events on each partition. */
  private static List<EventRecord> events(int from, int perPartition) {
    return IntStream.range(from * PARTITIONS, (from + perPartition) * PARTITIONS)
        .mapToObj(PlanHarness::event)
        .toList();
  }

  private void planAll() throws Exception {
    plan.start(rendering("text "), LoopStepListener.NONE);
    plan.awaitAllPlanned();
  }

  /** An hour ago; the last batch has one of each partition. */
  private void planSix() throws Exception {
    plan.sendAt(Instant.now().minus(HOUR), events(0, 5));
    planAll();
    plan.sendAt(Instant.now().minus(HOUR), events(5, 1));
    plan.awaitAllPlanned();
    plan.stop(0);
  }

  private List<StagePosition> positions() {
    return new PositionStore(database)
        .all().stream()
            .filter(each -> each.group().equals(Topics.planGroup(PlanHarness.LANE)))
            .toList();
  }

  /** All messages are still planned, so each one that is read again would be sent again. */
  @Test
  void afterALossNothingIsPlannedTwiceAndNothingIsSkipped() throws Exception {
    planSix();
    broker.keep(3);
    plan.send(events(10, 1));

    planAll();

    assertThat(plan.submitted()).hasSize((6 + 1) * PARTITIONS);
    assertThat(plan.committedSum()).isEqualTo((3 + 1) * PARTITIONS);
    assertThat(positions())
        .hasSize(PARTITIONS)
        .allSatisfy(each -> {
          assertThat(each.from()).isLessThanOrEqualTo(3);
          assertThat(each.next()).isEqualTo(4);
        });
    assertThat(plan.positions().behind()).isEmpty();
    assertThat(plan.continuation.warnings())
        .hasSize(PARTITIONS)
        .allSatisfy(warning ->
            assertThat(warning)
                .contains(
                    Topics.events(PlanHarness.LANE), "up to 6", "continues at 3", "#lost-records"));
    assertThat(plan.setBack()).isEqualTo(PARTITIONS);
  }

  @Test
  void afterALossAndALostOffsetNothingIsSkipped() throws Exception {
    planSix();
    broker.keep(1);
    plan.send(events(10, 1));
    planAll();
    plan.stop(1);
    broker.loseOffsets();
    plan.send(events(20, 6));

    planAll();

    assertThat(jdbc.queryForObject("select count(*) from notifications", Integer.class))
        .isEqualTo((6 + 1 + 6) * PARTITIONS);
  }

  @Test
  void aLossIsFoundAlthoughTheOffsetIsLostWithTheRecords() throws Exception {
    planSix();
    broker.keep(3);
    broker.loseOffsets();
    plan.send(events(10, 1));

    planAll();

    assertThat(plan.submitted()).hasSize((6 + 1) * PARTITIONS);
    assertThat(plan.setBack()).isEqualTo(PARTITIONS);
  }

  /** As after the end of a worker between both commits, or by an operator. */
  @Test
  void thePositionFollowsAnOffsetThatWasSetBack() throws Exception {
    planSix();
    broker.keep(2);
    broker.commit(2);
    plan.send(events(20, 1));
    planAll();
    assertThat(positions()).allSatisfy(each -> assertThat(each.next()).isEqualTo(3));
    assertThat(plan.setBack()).isEqualTo(PARTITIONS);
    plan.stop(1);
    broker.loseOffsets();
    plan.send(events(30, 6));

    planAll();

    assertThat(jdbc.queryForObject("select count(*) from notifications", Integer.class))
        .isEqualTo((6 + 1 + 6) * PARTITIONS);
  }
}
