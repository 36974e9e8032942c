package dev.notifier.store.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.retention.KeepRule;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.retention.RetentionStore.Outcome;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Retention of days that an earlier release has stored. */
class RetentionMigrationIT {
  private final HikariDataSource pool = new HikariDataSource();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);

  @BeforeEach
  void migrateToTheVersionBefore() {
    pool.setJdbcUrl(MigratedDatabase.newUrl());
    Flyway.configure().dataSource(pool).target("10").load().migrate();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void theDaysOfAnEarlierReleaseAreRewritten() {
    LocalDate day = new PartitionStore(pool).today().minusDays(40);
    jdbc.queryForObject(
        "select create_day_partitions('notifications', ?, ?)", Integer.class, day, day);
    jdbc.update(
        """
        insert into notifications
          (id, tenant, source, event_id, type, lane, state, accepted_at, planned_at, finished_at)
        select overlay(lowest_id(?)::text placing substr(uuidv7()::text, 15) from 15)::uuid,
          't', '/s', i::text, case when i % 2 = 0 then 'visit.recorded' else 'case.decided' end,
          'normal', 'DELIVERED', now(), now(), now()
        from generate_series(1, 10) i
        """,
        Date.valueOf(day));

    Flyway.configure().dataSource(pool).load().migrate();

    RetentionStore store = new RetentionStore(pool);
    KeepRule rule = new KeepRule(false, List.of("visit.recorded"), true);
    assertThat(store.beginCopy(day)).isEqualTo(Outcome.DONE);
    RetentionStore.Copied copied = store.copyPages(day, 0, store.pages(day), rule);
    assertThat(copied.read()).isEqualTo(10);
    assertThat(copied.kept()).isEqualTo(5);
    assertThat(store.finishCopy(day, rule, copied.types(), 0)).isEqualTo(Outcome.DONE);
    assertThat(jdbc.queryForList("select distinct type from notifications", String.class))
        .containsExactly("case.decided");
  }
}
