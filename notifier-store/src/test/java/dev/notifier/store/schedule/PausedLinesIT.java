package dev.notifier.store.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.schedule.DeferredStore.Released;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** What waits for a time is not released while its batch is paused, unless it ends. */
class PausedLinesIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final Set<Lane> BULK = Set.of(Lane.BULK);

  private static final Pattern ROWS =
      Pattern.compile("(?:actual rows=|Rows Removed by [A-Za-z ]+: )([0-9.]+)");

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final DeferredStore store = new DeferredStore(DATABASE.dataSource());

  @BeforeEach
  void clear() {
    jdbc.update("delete from deferred");
    jdbc.update("delete from batches");
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void linesOfAPausedBatchAreNotTouchedAndAreDueWhenItRuns() {
    UUID batch = batch("PAUSED");
    UUID first = deferred(batch, Duration.ofHours(2));
    UUID second = deferred(batch, Duration.ofHours(1));
    UUID other = deferred(null, Duration.ofSeconds(1));
    String before = versions(batch);

    assertThat(released(10)).containsOnly(other);
    assertThat(released(10)).isEmpty();
    assertThat(versions(batch)).isEqualTo(before);
    assertThat(store.untilNext(BULK)).isGreaterThan(Duration.ofSeconds(30));
    jdbc.update("delete from deferred where batch_id is null");
    assertThat(store.untilNext(BULK)).isNull();
    assertThat(store.oldestDue()).isZero();

    resume(batch);
    assertThat(store.untilNext(BULK)).isLessThan(Duration.ZERO);
    assertThat(released(10)).containsExactly(first, second);
  }

  /** By the number of rows that a release reads, and not by time. */
  @Test
  void manyLinesOfAPausedBatchAreNotReadForOthers() {
    UUID paused = batch("PAUSED");
    jdbc.update(
        """
        insert into deferred (notification_id, due_at, release_at, batch_id, tenant, lane, route,
          reason, record_value)
        select gen_random_uuid(), now() - interval '1 hour', now() - interval '1 hour', ?, 'a',
          'BULK', 'viettel', 'QUIET_HOURS', ''
        from generate_series(1, 20000)
        """,
        paused);
    UUID other = deferred(null, Duration.ofSeconds(1));
    jdbc.execute("analyze deferred");

    assertThat(released(1_000)).containsExactly(other);
    // Neither what a paused batch holds nor what is not due yet.
    jdbc.update(
        """
        insert into deferred (notification_id, due_at, release_at, tenant, lane, route, reason,
          record_value)
        select gen_random_uuid(), now() + interval '1 hour', now() + interval '1 hour', 'a', 'BULK',
          'viettel', 'QUIET_HOURS', ''
        from generate_series(1, 2000)
        """);
    for (Lane lane : Lane.values()) {
      for (String sql :
          List.of(
              DeferredQueues.QUEUES,
              DeferredQueues.OLDEST,
              DeferredQueues.LEASE_OTHERS,
              DeferredQueues.LEASE_ENDS)) {
        assertThat(rowsRead(sql, lane)).as(sql).isLessThan(20);
      }
    }
  }

  @Test
  void whatEndsIsReleasedOnceALeaseWhileItsBatchIsPaused() {
    UUID batch = batch("PAUSED");
    deferred(batch, Duration.ofHours(1));
    UUID expired = deferred(batch, Duration.ofHours(1));
    jdbc.update(
        "update deferred set ends_at = now() - interval '1 s' where notification_id = ?", expired);

    assertThat(store.untilNext(BULK)).isLessThan(Duration.ZERO);
    assertThat(released(10)).containsExactly(expired);
    assertThat(released(10)).isEmpty();
    assertThat(store.untilNext(BULK)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(61));
  }

  @Test
  void aLargeBatchLeavesAShareToOthers() {
    UUID large = batch("RUNNING");
    for (int i = 0; i < 30; i++) {
      deferred(large, Duration.ofHours(1));
    }
    UUID small = deferred(batch("CANCELLED"), Duration.ofSeconds(1));
    UUID other = deferred(null, Duration.ofSeconds(1));

    List<UUID> first = released(10);
    assertThat(first).contains(small, other).hasSizeBetween(5, 10);
    assertThat(released(40)).hasSize(32 - first.size());
    assertThat(released(10)).isEmpty();
  }

  /** However many batches there are, and however long theirs have been due. */
  @Test
  void manyBatchesLeaveAShareToOthersAndToWhatEnds() {
    List<UUID> batches = Stream.generate(() -> batch("RUNNING")).limit(9).toList();
    for (UUID batch : batches) {
      for (int i = 0; i < 10; i++) {
        deferred(batch, Duration.ofHours(1));
      }
    }
    UUID other = deferred(null, Duration.ofSeconds(1));
    UUID ended = deferred(batch("PAUSED"), Duration.ofSeconds(1));
    jdbc.update(
        "update deferred set ends_at = now() - interval '1 s' where notification_id = ?", ended);

    assertThat(released(10)).contains(other, ended).hasSize(10);
  }

  @Test
  void batchesHaveTheirSharesInTurn() {
    List<UUID> batches = Stream.generate(() -> batch("RUNNING")).limit(9).toList();
    for (UUID batch : batches) {
      for (int i = 0; i < 20; i++) {
        deferred(batch, Duration.ofHours(1).minusMinutes(batches.indexOf(batch)));
      }
    }
    deferred(batch("RUNNING"), Duration.ofHours(-1));

    // Eight shares each time, so after nine times each of the nine batches had as many.
    for (int i = 0; i < 9; i++) {
      assertThat(released(8)).hasSize(8);
    }
    for (UUID batch : batches) {
      assertThat(
              jdbc.queryForObject(
                  "select count(*) from deferred where batch_id = ? and release > 0",
                  Integer.class,
                  batch))
          .isEqualTo(8);
    }
  }

  @Test
  void whatShouldHaveEndedIsOldAlthoughItsBatchIsPaused() {
    deferred(batch("PAUSED"), Duration.ofHours(1));
    assertThat(store.oldestDue()).isZero();
    jdbc.update("update deferred set ends_at = now() - interval '10 minutes'");

    assertThat(store.oldestDue()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(30));
  }

  private List<UUID> released(int maxRows) {
    return store.lease(Lane.BULK, maxRows).stream().map(Released::notification).toList();
  }

  /** How many rows the most expensive step of a statement has read. */
  private double rowsRead(String sql, Lane lane) {
    String plan =
        String.join(
            "\n",
            new NamedParameterJdbcTemplate(jdbc)
                .queryForList(
                    "explain (analyze, timing off) " + sql,
                    Map.of(
                        "lane",
                        lane.name(),
                        "batches",
                        8,
                        "served",
                        new UUID(0, 0),
                        "rows",
                        1_000,
                        "lease",
                        "60 seconds"),
                    String.class));
    return ROWS.matcher(plan)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .max()
        .orElseThrow();
  }

  /** Changes with each change of a row. */
  private String versions(UUID batch) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select string_agg(ctid || ' ' || xmin, ',' order by notification_id)"
                + " from deferred where batch_id = ?",
            String.class,
            batch));
  }

  private UUID batch(String state) {
    UUID id = UUID.randomUUID();
    jdbc.update(
        """
        insert into batches (id, tenant, name, event_type, file_kind, state, created_by)
        values (?, 'a', 'October', 'card.expiring', 'csv', ?, 'user:lan')
        """,
        id,
        state);
    return id;
  }

  private void resume(UUID batch) {
    jdbc.update("update batches set state = 'RUNNING' where id = ?", batch);
  }

  private UUID deferred(@Nullable UUID batch, Duration dueSince) {
    UUID id = UUID.randomUUID();
    jdbc.update(
        """
        insert into deferred (notification_id, due_at, release_at, batch_id, tenant, lane, route,
          reason, record_value)
        select ?, at, at, ?, 'a', 'BULK', 'viettel', 'QUIET_HOURS', ''
        from (select now() - ?::interval as at) t
        """,
        id,
        batch,
        dueSince.toString());
    return id;
  }
}
