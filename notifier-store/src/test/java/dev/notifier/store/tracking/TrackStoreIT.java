package dev.notifier.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class TrackStoreIT {
  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final TrackStore store = new TrackStore(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  /** A late receipt must not make its whole batch use the partitions of all days since. */
  @Test
  void onlyThePartitionsOfTheNotificationsAreUsed() {
    List<UUID> ids =
        jdbc.query(
            """
            insert into notifications
              (id, tenant, source, event_id, type, lane, state, route, accepted_at, planned_at)
            select uuidv7(d * interval '1 day'), 't', '/s', 'e', 'type', 'NORMAL', 'PLANNED', 'r',
              now(), now()
            from unnest(array[0, 13]) d returning id
            """,
            (row, _) -> row.getObject(1, UUID.class));
    Map<UUID, WaitNote> waits = new HashMap<>();
    ids.forEach(id -> waits.put(id, new WaitNote(Instant.now(), "r", "s", null, null)));

    List<String> used =
        store.inTransaction(() -> {
          store.save(store.lock(ids));
          store.saveWaits(waits);
          return jdbc.query(
              """
              select distinct c.relname::text
              from pg_locks l join pg_class c on c.oid = l.relation
              where l.pid = pg_backend_pid() and c.relispartition and c.relkind = 'r'
              """,
              (row, _) -> row.getString(1));
        });

    assertThat(used).hasSize(2);
    assertThat(jdbc.queryForObject("select count(notes) from notifications", Integer.class))
        .isEqualTo(2);
  }
}
