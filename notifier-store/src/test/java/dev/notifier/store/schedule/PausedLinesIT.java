package dev.notifier.store.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.schedule.DeferredStore.Released;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What waits for a time is not released while its batch is paused. */
class PausedLinesIT {
  private static final Database DATABASE = MigratedDatabase.create();

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final DeferredStore store = new DeferredStore(DATABASE.dataSource());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void linesOfAPausedBatchWaitUntilItRuns() {
    UUID batch = UUID.randomUUID();
    jdbc.update(
        """
        insert into batches (id, tenant, name, event_type, file_kind, state, created_by)
        values (?, 'a', 'October', 'card.expiring', 'csv', 'PAUSED', 'user:lan')
        """,
        batch);
    UUID ofBatch = deferred(batch);
    UUID other = deferred(null);

    assertThat(store.lease(Lane.BULK, 10)).extracting(Released::notification).containsOnly(other);
    assertThat(store.lease(Lane.BULK, 10)).isEmpty();
    assertThat(
            jdbc.queryForList(
                "select release from deferred where notification_id = ?", Integer.class, ofBatch))
        .containsExactly(0);

    jdbc.update("update batches set state = 'RUNNING' where id = ?", batch);
    assertThat(store.lease(Lane.BULK, 10)).isEmpty();
    jdbc.update(
        "update deferred set release_at = release_at - ?::interval where notification_id = ?",
        Duration.ofMinutes(5).toString(),
        ofBatch);
    assertThat(store.lease(Lane.BULK, 10)).extracting(Released::number).containsExactly(1);
  }

  private UUID deferred(@Nullable UUID batch) {
    UUID id = UUID.randomUUID();
    jdbc.update(
        """
        insert into deferred (notification_id, due_at, release_at, batch_id, tenant, lane, route,
          reason, record_value)
        values (?, now() - interval '1 second', now() - interval '1 second', ?, 'a', 'BULK',
          'viettel', 'QUIET_HOURS', '')
        """,
        id,
        batch);
    return id;
  }
}
