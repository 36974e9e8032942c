package dev.notifier.store.counters;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.MigratedDatabase;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The migration counts the notifications that exist. */
class CounterMigrationIT {
  @Test
  void theMigrationCountsWhatExists() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(MigratedDatabase.emptyUrl());
      Flyway.configure().dataSource(pool).target("10").load().migrate();
      new JdbcTemplate(pool)
          .execute(
              """
              insert into notifications
                (id, tenant, source, event_id, type, lane, route, state, reason, segments, batch_id,
                 group_id, accepted_at, planned_at)
              select uuidv7(n %% 3 * interval '1 day'), 't', '/s', n::text, 'type.' || n %% 2, 'NORMAL',
                case when n %% 4 = 0 then 'viettel' end, case n %% 2 when 0 then 'PLANNED' else 'SKIPPED' end,
                case n %% 2 when 1 then 'NO_TEMPLATE' end, n %% 3,
                case when n < 5 then uuid '00000000-0000-0007-0000-000000000007' end,
                case when n < 3 then 'group' end, now(), now()
              from generate_series(1, 50) n
              """
                  .formatted());
      Flyway.configure().dataSource(pool).load().migrate();
      CounterStore.Selection all =
          new CounterStore.Selection(
              CountedNotifications.today().from(),
              CountedNotifications.today().to().plusSeconds(7 * 86_400),
              "t",
              null,
              null,
              null);
      assertThat(new CounterCheck(pool).differences(all.from(), all.to())).isEmpty();
      CounterStore store = new CounterStore(pool);
      assertThat(store.totals(all))
          .extracting(CounterStore.Count::number)
          .containsExactly(25L, 25L);
      assertThat(store.ofBatch("t", new UUID(7, 7)))
          .extracting(CounterStore.Count::number)
          .containsExactly(2L, 2L);
      assertThat(store.ofGroup("t", "group"))
          .extracting(CounterStore.Count::number)
          .containsExactly(1L, 1L);
    }
  }
}
