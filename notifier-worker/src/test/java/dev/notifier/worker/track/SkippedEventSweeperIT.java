package dev.notifier.worker.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.recovery.SkippedEventStore;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class SkippedEventSweeperIT {
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
    insert(NOW.minus(WINDOW).minusMillis(1), 2 * SkippedEventSweeper.MAX_ROWS + 3);
    insert(NOW.minus(WINDOW), 4);

    assertThat(new SkippedEventSweeper(store, WINDOW).sweep(NOW)).isZero();

    assertThat(count()).isEqualTo(4);
    assertThat(store.delete(SweepStore.lowestId(NOW), 3)).as("at most").isEqualTo(3);
  }

  /** A password that expired after five minutes must not stay for days. */
  @Test
  void deletesEventsThatHaveExpired() {
    insert(NOW.minusMillis(1), 2 * SkippedEventSweeper.MAX_ROWS + 3);
    Instant end = NOW.minus(SkippedEventSweeper.EXPIRED_KEPT);
    jdbc.update(
        "update skipped_events set expires_at = ?", end.minusMillis(1).atOffset(ZoneOffset.UTC));
    insert(NOW.minusMillis(2), 4);
    jdbc.update(
        "update skipped_events set expires_at = ? where expires_at is null and notification_id <"
            + " (select max(notification_id::text)::uuid from skipped_events where expires_at is null)",
        end.atOffset(ZoneOffset.UTC));

    assertThat(new SkippedEventSweeper(store, WINDOW).sweep(NOW)).isZero();

    assertThat(count()).isEqualTo(4);
  }

  @Test
  void withoutAWindowNothingIsKept() {
    insert(NOW.minusMillis(1), 3);

    assertThat(new SkippedEventSweeper(store, Duration.ZERO).sweep(NOW)).isZero();

    assertThat(count()).isZero();
  }

  @Test
  void doesNotWaitForAnEventThatIsPlannedAgain() throws Exception {
    insert(NOW.minus(WINDOW).minusSeconds(1), 2);
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select 1 from skipped_events order by notification_id limit 1 for update");

      assertThat(new SkippedEventSweeper(store, WINDOW).sweep(NOW)).isZero();

      connection.rollback();
    }
    assertThat(count()).isEqualTo(1);
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
