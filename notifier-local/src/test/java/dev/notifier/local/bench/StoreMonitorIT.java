package dev.notifier.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.local.postgres.EmbeddedPostgres;
import dev.notifier.local.postgres.MigratedPostgres;
import dev.notifier.store.counters.CounterDeltas;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The progress of a run, although the counters do not know the run. */
class StoreMonitorIT {
  private static Target.Database target;

  @BeforeAll
  static void start() throws Exception {
    target =
        new Target.Database(
            MigratedPostgres.newDatabase(), EmbeddedPostgres.USER, MigratedPostgres.PASSWORD);
  }

  @Test
  void onlyTheRunCounts() throws SQLException {
    plan("/bench/other", 5);
    change("/bench/other", "SUBMITTED", 1);
    try (var monitor = new StoreMonitor(target, "/bench/run", Instant.now())) {
      assertThat(monitor.count()).isEqualTo(StateCounts.NONE);
      plan("/bench/run", 3);
      change("/bench/run", "DELIVERED", 2);
      assertThat(monitor.count()).isEqualTo(new StateCounts(3, 2, 2, 0));
      change("/bench/other", "NO_RECEIPT", 4);
      assertThat(monitor.count()).isEqualTo(new StateCounts(3, 5, 2, 4));
      assertThat(monitor.recount()).isEqualTo(new StateCounts(3, 2, 2, 0));
      change("/bench/run", "UNDELIVERED", 3);
      assertThat(monitor.count()).isEqualTo(new StateCounts(3, 3, 2, 1));
      assertThat(monitor.recount()).isEqualTo(monitor.count());
    }
  }

  private static void plan(String source, int events) throws SQLException {
    execute(
        CounterDeltas.countInserted(
            """
            insert into notifications
              (id, tenant, source, event_id, type, lane, state, accepted_at, planned_at)
            select uuidv7(), 'default', '%s', n::text, 'card.expiring', 'BULK', 'PLANNED', now(), now()
            from generate_series(1, %d) n
            """
                .formatted(source, events)));
  }

  /** Changes the first events that are not delivered. */
  private static void change(String source, String state, int events) throws SQLException {
    execute(
        CounterDeltas.countTracked(
            """
            update notifications n set state = '%s'
            where source = '%s' and event_id::int <= %d and state <> 'DELIVERED'
            """
                .formatted(state, source, events)));
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = target.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
