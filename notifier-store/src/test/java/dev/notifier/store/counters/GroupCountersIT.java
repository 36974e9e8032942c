package dev.notifier.store.counters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.counters.CounterStore.Count;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A tenant has a limited number of groups; the rest is counted together. */
class GroupCountersIT {
  private static final int MOST = 3;

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final CounterStore counters = new CounterStore(database.dataSource());
  private final CounterFolding folding = new CounterFolding(database.dataSource(), MOST);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void groupsBeyondTheLimitAreCountedTogether() {
    changed("t", "a", "PLANNED", 2);
    changed("t", "b", "PLANNED", 1);
    fold();
    changed("t", "c", "PLANNED", 5);
    changed("t", "d", "PLANNED", 7);
    changed("t", "e", "PLANNED", 11);
    changed("other", "d", "PLANNED", 1);
    fold();

    assertThat(names("t")).containsExactly("a", "b", "c");
    assertThat(numbers("t", "c")).containsExactly("PLANNED 5");
    assertThat(numbers("t", "d")).isEmpty();
    assertThat(numbers("t", "")).containsExactly("PLANNED 18");
    assertThat(numbers("other", "d")).containsExactly("PLANNED 1");

    changed("t", "d", "PLANNED", -7);
    changed("t", "d", "DELIVERED", 7);
    changed("t", "a", "PLANNED", -2);
    changed("t", "a", "DELIVERED", 2);
    fold();
    assertThat(numbers("t", "")).containsExactly("DELIVERED 7", "PLANNED 11");
    assertThat(numbers("t", "a")).containsExactly("DELIVERED 2");
    assertThat(groups("t")).isEqualTo(MOST);
    assertThat(groups("other")).isEqualTo(1);
  }

  /** An event in no group, and one whose group is an empty text. */
  @Test
  void notificationsWithoutAGroupMakeNone() {
    changed("t", null, "PLANNED", 1);
    changed("t", "", "PLANNED", 2);
    fold();

    assertThat(names("t")).isEmpty();
    assertThat(numbers("t", "")).containsExactly("PLANNED 2");
  }

  @Test
  void groupsWithoutCountersAreDeletedAndMakeRoom() {
    changed("t", "a", "PLANNED", 1);
    changed("t", "b", "PLANNED", 1);
    fold();
    jdbc.update("delete from batch_counters where group_id = 'a'");
    CounterDeletion deletion = new CounterDeletion(database.dataSource());

    assertThat(deletion.deleteGroups(Instant.now().minusSeconds(3_600), 10)).isZero();
    assertThat(deletion.deleteGroups(Instant.now().plusSeconds(3_600), 10)).isEqualTo(1);

    assertThat(names("t")).containsExactly("b");
    assertThat(groups("t")).isEqualTo(1);
  }

  private void changed(String tenant, @Nullable String group, String state, int number) {
    jdbc.update(
        """
        insert into counter_deltas (hour, tenant, type, template, route, lane, state, reason,
          group_id, number, segments)
        values (date_trunc('hour', now()), ?, 'a.b', '', '', 'NORMAL', ?, '', ?, ?, 0)
        """,
        tenant,
        state,
        group,
        number);
  }

  private void fold() {
    while (folding.fold(100) > 0) {
      // the next page
    }
  }

  private List<@Nullable String> names(String tenant) {
    return jdbc.queryForList(
        "select name from notification_groups where tenant = ? order by name",
        String.class,
        tenant);
  }

  private @Nullable Integer groups(String tenant) {
    return jdbc.queryForObject(
        "select groups from tenant_groups where tenant = ?", Integer.class, tenant);
  }

  private List<String> numbers(String tenant, String group) {
    return counters.ofGroup(tenant, group).stream().map(GroupCountersIT::text).toList();
  }

  private static String text(Count count) {
    return count.state() + " " + count.number();
  }
}
