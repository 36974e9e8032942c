package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.recovery.SkippedEventStore;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class SkippedEventDeletionIT {
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final SkippedEventStore store = new SkippedEventStore(database);
  private final JdbcTemplate jdbc = new JdbcTemplate(database);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void deletesEventsAfterTheRecoveryWindowInSmallSteps() {
    insert(NOW.minus(WINDOW).minusMillis(1), 2 * SkippedEventDeletion.MAX_ROWS + 3);
    insert(NOW.minus(WINDOW), 4);

    assertThat(run(WINDOW)).as("steps").isEqualTo(3);

    assertThat(count()).isEqualTo(4);
    assertThat(store.delete(SweepStore.lowestId(NOW), 3)).as("at most").isEqualTo(3);
  }

  /** A password that expired after five minutes must not stay for days. */
  @Test
  void deletesEventsThatHaveExpired() {
    insert(NOW.minusMillis(1), 2 * SkippedEventDeletion.MAX_ROWS + 3);
    Instant end = NOW.minus(SkippedEventDeletion.EXPIRED_KEPT);
    jdbc.update(
        "update skipped_events set expires_at = ?", end.minusMillis(1).atOffset(ZoneOffset.UTC));
    insert(NOW.minusMillis(2), 4);
    jdbc.update(
        "update skipped_events set expires_at = ? where expires_at is null and notification_id <"
            + " (select max(notification_id::text)::uuid from skipped_events where expires_at is null)",
        end.atOffset(ZoneOffset.UTC));

    run(WINDOW);

    assertThat(count()).isEqualTo(4);
  }

  @Test
  void withoutAWindowNothingIsKept() {
    insert(NOW.minusMillis(1), 3);

    run(Duration.ZERO);

    assertThat(count()).isZero();
  }

  @Test
  void doesNotWaitForAnEventThatIsPlannedAgain() throws Exception {
    insert(NOW.minus(WINDOW).minusSeconds(1), 2);
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select 1 from skipped_events order by notification_id limit 1 for update");

      run(WINDOW);

      connection.rollback();
    }
    assertThat(count()).isEqualTo(1);
  }

  /** Does all steps, each of which deletes few rows, and returns their number. */
  private int run(Duration window) {
    SkippedEventDeletion kind = new SkippedEventDeletion(store, window);
    int before = count();
    long done = 0;
    for (int steps = 1; ; steps++) {
      JobStep step = kind.step(job(done));
      switch (step) {
        case JobStep.Done(var progress) -> {
          assertThat(progress.done()).isEqualTo(before - count());
          return steps;
        }
        case JobStep.Proceed(_, var progress) -> {
          assertThat(progress.done() - done).isBetween(1L, 2L * SkippedEventDeletion.MAX_ROWS);
          done = progress.done();
        }
        case JobStep.Later _, JobStep.Blocked _, JobStep.Failed _ ->
            throw new AssertionError(step.toString());
      }
    }
  }

  private static LeasedJob job(long done) {
    return new LeasedJob(
        new UUID(0, 1),
        null,
        "skipped-events",
        true,
        null,
        null,
        done,
        null,
        0,
        NOW,
        new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false));
  }

  private void insert(Instant plannedAt, int events) {
    UUID lowest = SweepStore.lowestId(plannedAt);
    for (int i = 1; i <= events; i++) {
      jdbc.update(
          "insert into skipped_events (notification_id, type, reason, lane, record_value)"
              + " values (?, 't', 'NO_ROUTE', 'BULK', '')",
          new UUID(lowest.getMostSignificantBits(), i));
    }
  }

  private int count() {
    Integer count = jdbc.queryForObject("select count(*) from skipped_events", Integer.class);
    return count == null ? 0 : count;
  }
}
