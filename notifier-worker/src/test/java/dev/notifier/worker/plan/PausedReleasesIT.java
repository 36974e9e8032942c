package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.sending.BatchLine;
import dev.notifier.contracts.sending.SendingRules;
import dev.notifier.store.schedule.DeferredStore;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.cancellation.TestRules;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A line of a paused batch is not sent, whenever it was released, and ends all the same. */
class PausedReleasesIT {
  private final MovedClock clock = new MovedClock();
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PlanHarness plan = new PlanHarness(database, Duration.ZERO, clock);
  private final UUID batch = UUID.randomUUID();

  @BeforeEach
  void defer() throws Exception {
    jdbc.update(
        """
        insert into batches (id, tenant, name, event_type, file_kind, state, created_by)
        values (?, 'tenant', 'October', 'card.expiring', 'csv', 'PAUSED', 'user:lan')
        """,
        batch);
    plan.start(PlanHarness.rendering("text "), _ -> {});
    plan.send(List.of(line(clock.instant().plusSeconds(600))));
    plan.awaitAllPlanned();
    assertThat(state()).isEqualTo("DEFERRED");
    clock.offset = Duration.ofHours(1);
    jdbc.update("update deferred set due_at = now(), release_at = now()");
  }

  @AfterEach
  void close() {
    plan.close();
    database.close();
  }

  @Test
  void aLineThatWasReleasedBeforeThePauseIsSentWhenItsBatchIsResumed() throws Exception {
    release();
    assertThat(plan.submitted()).isEmpty();
    assertThat(state()).isEqualTo("DEFERRED");
    assertThat(store().oldestDue()).isZero();

    // The release from before has no effect later.
    jdbc.update("update batches set state = 'RUNNING'");
    plan.release(0, event(), EventRecord.release(id(), 1));
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).isEmpty();
    DeferredStore.Released due = store().lease(PlanHarness.LANE, 10).getFirst();
    plan.release(0, due.value(), EventRecord.release(due.notification(), due.number()));
    plan.awaitAllPlanned();
    assertThat(plan.submitted()).hasSize(1);
    assertThat(state()).isEqualTo("PLANNED");
  }

  @Test
  void aLineThatExpiresEndsWhileItsBatchIsPaused() throws Exception {
    assertThat(
            jdbc.queryForObject(
                "select ends_at = expires_at from deferred join notifications on id = notification_id",
                Boolean.class))
        .isTrue();
    assertThat(store().lease(PlanHarness.LANE, 10)).isEmpty();
    clock.offset = Duration.ofDays(3);
    jdbc.update("update deferred set ends_at = now()");
    releaseWhatIsDue();
    assertThat(state()).isEqualTo("EXPIRED");
    assertThat(jdbc.queryForObject("select count(*) from deferred", Integer.class)).isZero();
  }

  /** Plan may not know the rule yet when it gets the first release. */
  @Test
  void aLineThatIsCancelledEndsWhileItsBatchIsPaused() throws Exception {
    jdbc.update("update deferred set ends_at = now()");
    releaseWhatIsDue();
    assertThat(state()).isEqualTo("DEFERRED");
    assertThat(plan.submitted()).isEmpty();
    assertThat(store().lease(PlanHarness.LANE, 10)).isEmpty();

    plan.rules =
        TestRules.of(
            "tenant",
            new CancellationFilter(null, BatchLine.SOURCES + batch, null, null, null, null, null));
    jdbc.update("update deferred set ends_at = now()");
    releaseWhatIsDue();
    plan.rules = CancellationRules.NONE;
    assertThat(state()).isEqualTo("CANCELLED");
    assertThat(plan.submitted()).isEmpty();
  }

  private void releaseWhatIsDue() throws Exception {
    DeferredStore.Released due = store().lease(PlanHarness.LANE, 10).getFirst();
    plan.release(0, due.value(), EventRecord.release(due.notification(), due.number()));
    plan.awaitAllPlanned();
  }

  /** As before the batch was paused. */
  private void release() throws Exception {
    jdbc.update("update deferred set release = 1");
    plan.release(0, event(), EventRecord.release(id(), 1));
    plan.awaitAllPlanned();
  }

  private DeferredStore store() {
    return new DeferredStore(database);
  }

  private UUID id() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select notification_id from deferred", UUID.class));
  }

  private byte[] event() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select record_value from deferred", byte[].class));
  }

  private String state() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select state from notifications", String.class));
  }

  private EventRecord line(Instant sendAfter) {
    EventRecord event = PlanHarness.event(1);
    BatchLine line = new BatchLine(batch, 1);
    return new EventRecord(
            event.v(),
            event.tenant(),
            line.source(),
            line.eventId(),
            event.type(),
            event.time(),
            null,
            event.phone(),
            event.recipient(),
            event.data(),
            event.category(),
            clock.instant().plus(Duration.ofDays(2)),
            event.acceptedAt(),
            null,
            null,
            null)
        .withSending(new SendingRules(sendAfter, null, null, null, null));
  }
}
