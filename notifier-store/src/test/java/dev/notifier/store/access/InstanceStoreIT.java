package dev.notifier.store.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class InstanceStoreIT {
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(2, 2);

  private static Database database;
  private static JdbcTemplate jdbc;
  private static InstanceStore store;

  @BeforeAll
  static void open() {
    database = MigratedDatabase.create();
    jdbc = new JdbcTemplate(database.dataSource());
    store = new InstanceStore(database.dataSource());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void clear() {
    jdbc.update("delete from api_instances");
  }

  @Test
  void countsTheInstancesThatRun() {
    assertThat(store.seen(FIRST)).isEqualTo(1);
    assertThat(store.seen(SECOND)).isEqualTo(2);
    assertThat(store.seen(FIRST)).isEqualTo(2);

    store.remove(SECOND);

    assertThat(store.seen(FIRST)).isEqualTo(1);
  }

  @Test
  void anInstanceThatWasKilledCountsNoMoreAndIsRemoved() {
    store.seen(SECOND);
    jdbc.update("update api_instances set seen_at = now() - interval '1 minute'");
    assertThat(store.seen(FIRST)).isEqualTo(1);
    assertThat(rows()).isEqualTo(2);

    jdbc.update("update api_instances set seen_at = now() - interval '61 minutes'");
    assertThat(store.seen(FIRST)).isEqualTo(1);

    assertThat(rows()).isEqualTo(1);
  }

  private static int rows() {
    return jdbc.queryForList("select id from api_instances").size();
  }
}
