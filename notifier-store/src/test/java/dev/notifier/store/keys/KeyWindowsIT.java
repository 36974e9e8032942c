package dev.notifier.store.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.retention.RetentionStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Keys are kept as long as the events that wait may look for them. */
class KeyWindowsIT {
  private static final Database DATABASE = MigratedDatabase.create();

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final RetentionStore store = new RetentionStore(DATABASE.dataSource());

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @Test
  void aFormerWindowCountsWhileEventsMayHaveIt() {
    version(1, "P90D", 60);
    version(2, "P30D", 40);
    version(3, "P7D", 20);
    jdbc.update(
        "insert into event_types (name, version, spec, updated_at)"
            + " select name, version, spec, now() from event_type_versions where version = 3");
    assertThat(store.longestKeyWindow()).isEqualTo(Duration.ofDays(30));

    jdbc.update("update event_type_versions set changed_at = changed_at - interval '20 days'");
    assertThat(store.longestKeyWindow()).isEqualTo(Duration.ofDays(7));
  }

  private void version(int version, String window, int daysAgo) {
    jdbc.update(
        """
        insert into event_type_versions (name, version, spec, breaking, changed_at, changed_by)
        values ('a.b', ?, json_build_object('businessKeyWindow', ?::text), false,
          now() - make_interval(days => ?), 'lan')
        """,
        version,
        window,
        daysAgo);
  }
}
