package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.cancellation.TestRules;
import dev.notifier.worker.testing.PipelineDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events that a rule cancels before they are planned. */
class CancelledEventsIT {
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PlanHarness harness = new PlanHarness(database);

  @AfterEach
  void close() {
    harness.close();
    database.close();
  }

  @Test
  void whatARuleSelectsIsStoredAsCancelledAndNotSubmitted() throws Exception {
    harness.rules =
        TestRules.of("tenant", new CancellationFilter(null, null, null, null, "wrong", null, null));
    harness.send(events());
    harness.start(PlanHarness.rendering("text "), _ -> {});
    harness.awaitAllPlanned();

    assertCancelled();
  }

  /** The stored row decides, and its state is published, whatever the rules are by then. */
  @Test
  void aCrashAfterTheCommitChangesNothing() throws Exception {
    harness.rules =
        TestRules.of("tenant", new CancellationFilter(null, null, null, null, "wrong", null, null));
    harness.send(events());
    CrashInjector crash = new CrashInjector(Step.STORED);
    harness.start(PlanHarness.rendering("text "), crash);
    assertThat(crash.awaitCrash()).isTrue();
    harness.stop(0);
    harness.rules = CancellationRules.NONE;

    harness.start(PlanHarness.rendering("text "), _ -> {});
    harness.awaitAllPlanned();

    assertThat(harness.statuses())
        .filteredOn(change -> change.state() == NotificationState.CANCELLED)
        .extracting(change -> change.eventId())
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .hasSameSizeAs(states("CANCELLED"));
    assertThat(harness.submitted()).hasSameSizeAs(states("PLANNED"));
  }

  @Test
  void aMessageCarriesItsOriginAlsoInAReplay() throws Exception {
    harness.send(events());
    CrashInjector crash = new CrashInjector(Step.STORED);
    harness.start(PlanHarness.rendering("text "), crash);
    assertThat(crash.awaitCrash()).isTrue();
    harness.stop(0);
    harness.start(PlanHarness.rendering("text "), _ -> {});
    harness.awaitAllPlanned();

    assertThat(harness.submitted())
        .extracting(SubmitRecord::origin)
        .containsExactlyInAnyOrderElementsOf(events().stream().map(EventRecord::origin).toList());
  }

  private void assertCancelled() {
    assertThat(states("CANCELLED")).hasSize(10);
    assertThat(states("PLANNED")).hasSize(20);
    assertThat(harness.submitted()).hasSize(20);
    assertThat(harness.statuses())
        .filteredOn(change -> change.state() == NotificationState.CANCELLED)
        .hasSize(10);
    assertThat(
            jdbc.queryForList(
                "select distinct reason || ' ' || (body is null) || ' ' || (finished_at is not null)"
                    + " from notifications where state = 'CANCELLED'",
                String.class))
        .containsExactly("CANCELLED true true");
  }

  private List<String> states(String state) {
    return jdbc.query(
        "select event_id from notifications where state = ?", (row, _) -> row.getString(1), state);
  }

  /** Ten of the group that is wrong, ten of another one, and ten without a group. */
  private static List<EventRecord> events() {
    return IntStream.range(0, 30)
        .mapToObj(n -> event(n, n < 10 ? "wrong" : n < 20 ? "right" : null))
        .toList();
  }

  private static EventRecord event(int n, @Nullable String group) {
    EventRecord event = PlanHarness.event(n);
    return new EventRecord(
        event.v(),
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        event.phone(),
        event.recipient(),
        event.data(),
        event.category(),
        event.expiresAt(),
        event.acceptedAt(),
        event.templateVersion(),
        event.bodyDigest(),
        event.secret(),
        group,
        "k1");
  }
}
