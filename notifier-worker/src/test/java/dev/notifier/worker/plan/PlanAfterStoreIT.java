package dev.notifier.worker.plan;

import static dev.notifier.worker.plan.PlanHarness.event;
import static dev.notifier.worker.plan.PlanHarness.rendering;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.worker.testing.PipelineDatabase;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events that PostgreSQL has and that fail before Kafka has their records. */
class PlanAfterStoreIT {
  @Test
  void anEventThatFailsAfterItIsStoredIsRejectedUntilItIsReplayed() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      AtomicBoolean fault = new AtomicBoolean(true);
      byte[] event = RecordJson.write(event(1));
      plan.sendBytes(List.of(event));
      plan.start(rendering("text "), failing(fault));
      plan.awaitAllPlanned();
      assertThat(plan.quarantined()).containsExactly("notifier.events.normal/0/0 plan FAILED");
      assertThat(plan.statuses())
          .extracting(PlanAfterStoreIT::end)
          .containsOnly("REJECTED INTERNAL");
      assertThat(rows(database)).containsExactly("id-1 REJECTED INTERNAL null");

      fault.set(false);
      plan.replay(event, "notifier.events.normal/0/0");
      plan.awaitAllPlanned();
      assertThat(plan.submitted())
          .singleElement()
          .satisfies(message -> {
            assertThat(message.notificationId())
                .isEqualTo(plan.statuses().getFirst().notificationId());
            assertThat(message.texts()).containsExactly("text 1");
          });
      assertThat(rows(database)).containsExactly("id-1 PLANNED null text 1");
    }
  }

  /** The replay that fails after it is stored can be replayed as well. */
  @Test
  void aReplayThatFailsAfterItIsStoredIsRejectedAgain() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      AtomicBoolean fault = new AtomicBoolean(true);
      byte[] event = RecordJson.write(event(1));
      plan.sendBytes(List.of(event));
      plan.start(rendering("text "), failing(fault));
      plan.awaitAllPlanned();
      plan.replay(event, "notifier.events.normal/0/0");
      plan.awaitAllPlanned();
      assertThat(plan.quarantined()).hasSize(2);
      assertThat(rows(database)).containsExactly("id-1 REJECTED INTERNAL null");
      fault.set(false);
      plan.replay(event, "notifier.events.normal/0/1");
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).hasSize(1);
      assertThat(rows(database)).containsExactly("id-1 PLANNED null text 1");
    }
  }

  /** A newer worker ended after it had stored constants that this one does not know. */
  @Test
  void storedConstantsOfANewerReleaseStopNothing() throws Exception {
    try (HikariDataSource database = PipelineDatabase.newPool();
        PlanHarness plan = new PlanHarness(database)) {
      plan.send(List.of(event(1), event(2), event(3), event(4)));
      CrashInjector crash = new CrashInjector(Step.STORED);
      plan.start(rendering("text "), crash);
      assertThat(crash.awaitCrash()).isTrue();
      new JdbcTemplate(database)
          .batchUpdate(
              "update notifications set category = 'LEGAL' where event_id = 'id-1'",
              CounterDeltas.countTracked(
                  "update notifications n set state = 'SKIPPED', reason = 'NEWER', body = null"
                      + " where event_id = 'id-2' "),
              CounterDeltas.countTracked(
                  "update notifications n set state = 'NEWER', body = null"
                      + " where event_id = 'id-3' "));
      plan.start(rendering("text "), LoopStepListener.NONE);
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).extracting(each -> each.texts().getFirst()).contains("text 4");
      assertThat(plan.statuses())
          .extracting(each -> each.eventId() + " " + end(each))
          .contains(
              "id-1 REJECTED INTERNAL",
              "id-2 SKIPPED UNKNOWN",
              "id-3 UNKNOWN null",
              "id-4 PLANNED null");
      assertThat(plan.quarantined()).containsExactly("notifier.events.normal/0/0 plan FAILED");
      plan.replay(RecordJson.write(event(1)), "notifier.events.normal/0/0");
      plan.awaitAllPlanned();
      assertThat(plan.submitted()).extracting(each -> each.texts().getFirst()).contains("text 1");
    }
  }

  private static LoopStepListener failing(AtomicBoolean fault) {
    return step -> {
      if (step == Step.STORED && fault.get()) {
        throw new IllegalStateException("a fault behind the store");
      }
    };
  }

  private static List<@Nullable String> rows(HikariDataSource database) {
    return new JdbcTemplate(database)
        .queryForList(
            "select concat_ws(' ', event_id, state, coalesce(reason, 'null'),"
                + " coalesce(body, 'null')) from notifications order by event_id",
            String.class);
  }

  private static String end(StatusRecord.Change status) {
    return status.state() + " " + status.reason();
  }
}
