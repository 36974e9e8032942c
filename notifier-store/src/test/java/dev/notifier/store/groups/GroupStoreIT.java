package dev.notifier.store.groups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.counters.CounterFolding;
import dev.notifier.store.groups.GroupStore.Put;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Groups are declared, and are complete when as many notifications as expected have ended. */
class GroupStoreIT {
  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final GroupStore store = new GroupStore(database.dataSource());
  private final GroupCompletionStore completion =
      new GroupCompletionStore(database.dataSource(), Duration.ofDays(2));
  private final CounterFolding folding = new CounterFolding(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aGroupIsDeclaredAndChanged() {
    assertThat(put("a", 10)).isEqualTo(Put.CREATED);
    assertThat(put("a", 10)).isEqualTo(Put.UNCHANGED);
    assertThat(put("a", 11)).isEqualTo(Put.CHANGED);
    assertThat(store.put("t", "a", "Title", 11, "lan")).isEqualTo(Put.CHANGED);

    assertThat(store.find("t", "a"))
        .hasValueSatisfying(group -> {
          assertThat(group.expected()).isEqualTo(11);
          assertThat(group.title()).isEqualTo("Title");
          assertThat(group.completedAt()).isNull();
        });
    assertThat(store.find("other", "a")).isEmpty();
    assertThat(store.lastChange("t", "a")).isNull();
  }

  @Test
  void aTenantDeclaresALimitedNumberOfGroups() {
    assertThat(store.put("t", "a", null, 1, "lan", 2)).isEqualTo(Put.CREATED);
    assertThat(store.put("t", "b", null, 1, "lan", 2)).isEqualTo(Put.CREATED);
    assertThat(store.put("t", "c", null, 1, "lan", 2)).isEqualTo(Put.FULL);
    assertThat(store.put("t", "a", null, 2, "lan", 2)).isEqualTo(Put.CHANGED);
    assertThat(store.put("other", "c", null, 1, "lan", 2)).isEqualTo(Put.CREATED);

    assertThat(store.page("t", "", 10)).extracting(StoredGroup::name).containsExactly("a", "b");
    assertThat(store.page("t", "a", 1)).extracting(StoredGroup::name).containsExactly("b");
  }

  @Test
  void aGroupIsCompleteWhenAsManyAsExpectedHaveEnded() {
    count("a", "PLANNED", 3);
    put("a", 3);
    assertThat(completion.compare(10)).isEqualTo(1);
    assertThat(completion.compare(10)).as("nothing has changed").isZero();
    assertThat(completedAt("a")).isNull();

    count("a", "PLANNED", -2);
    count("a", "DELIVERED", 1);
    count("a", "NO_RECEIPT", 1);
    assertThat(completion.compare(10)).isEqualTo(1);
    assertThat(completedAt("a")).isNull();

    count("a", "PLANNED", -1);
    count("a", "SKIPPED", 1);
    assertThat(completion.compare(10)).isEqualTo(1);
    assertThat(completedAt("a")).isNotNull();
    count("a", "NO_RECEIPT", -1);
    count("a", "DELIVERED", 1);
    assertThat(completion.compare(10)).as("it is complete").isZero();
  }

  /** Its state stays, so a receipt that arrives meanwhile still counts. */
  @Test
  void aMessageWithoutAResponseEndsWhenNoReceiptCanCome() {
    count("a", "PLANNED", 1);
    count("a", "UNCONFIRMED", 2);
    put("a", 3);
    assertThat(completion.compare(10)).isEqualTo(1);
    passed(Duration.ofDays(2));
    assertThat(completion.compare(10)).as("one is planned").isZero();

    count("a", "PLANNED", -1);
    count("a", "DELIVERED", 1);
    assertThat(completion.compare(10)).isEqualTo(1);
    passed(Duration.ofDays(2).minusMinutes(1));
    count("a", "UNCONFIRMED", -1);
    count("a", "DELIVERED", 1);
    assertThat(completion.compare(10)).isEqualTo(1);
    assertThat(completedAt("a")).isNull();
    passed(Duration.ofMinutes(1));
    assertThat(completion.compare(10)).isEqualTo(1);
    assertThat(completedAt("a")).isNotNull();
    assertThat(completion.compare(10)).isZero();
  }

  /** The receipt of the one that lost its response last may still come. */
  @Test
  void theWaitForReceiptsBeginsAgainWithAnotherMessageWithoutAResponse() {
    count("a", "UNCONFIRMED", 1);
    count("a", "SKIPPED", 1);
    put("a", 2);
    completion.compare(10);
    passed(Duration.ofDays(3));
    count("a", "SKIPPED", -1);
    count("a", "UNCONFIRMED", 1);
    assertThat(completion.compare(10)).isEqualTo(1);
    assertThat(completedAt("a")).isNull();

    passed(Duration.ofDays(2));
    assertThat(completion.compare(10)).isEqualTo(1);
    assertThat(completedAt("a")).isNotNull();
  }

  private void passed(Duration time) {
    jdbc.update(
        "update notification_groups set unconfirmed_since = unconfirmed_since - ?::interval",
        time.toString());
  }

  @Test
  void anotherExpectationIsComparedAgain() {
    count("a", "DELIVERED", 3);
    put("a", 3);
    completion.compare(10);
    Instant completed = completedAt("a");
    store.put("t", "a", "Title", 3, "lan");
    assertThat(completedAt("a")).isEqualTo(completed);

    put("a", 4);
    assertThat(completedAt("a")).isNull();
    completion.compare(10);
    assertThat(completedAt("a")).isNull();

    put("a", 2);
    completion.compare(10);
    assertThat(completedAt("a")).isNotNull();
  }

  /** Groups that were never declared, or without a change, cost nothing. */
  @Test
  void onlyChangedGroupsWithAnExpectationAreLookedAt() {
    count("undeclared", "DELIVERED", 1);
    put("empty", 3);
    count("a", "DELIVERED", 1);
    count("b", "DELIVERED", 1);
    put("a", 1);
    put("b", 1);

    assertThat(completion.compare(1)).isEqualTo(1);
    assertThat(completion.compare(1)).isEqualTo(1);
    assertThat(completion.compare(1)).isZero();
    assertThat(completedAt("a")).isNotNull();
    assertThat(completedAt("b")).isNotNull();
    assertThat(completedAt("undeclared")).isNull();
  }

  /** In either order, the group and its notifications are counted, and nothing deadlocks. */
  @Test
  void aGroupMayBeDeclaredAndCountedAtTheSameMoment() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 50; i++) {
        String name = "group-" + i;
        delta(name, "PLANNED", 1);
        Future<Put> put = threads.submit(() -> put(name, 5));
        Future<Integer> fold = threads.submit(() -> folding.fold(100));
        put.get();
        fold.get();
      }
    }
    while (folding.fold(100) > 0) {
      // the next page
    }

    assertThat(jdbc.queryForObject("select groups from tenant_groups", Integer.class))
        .isEqualTo(50);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from batch_counters where group_id <> '' and number = 1",
                Integer.class))
        .isEqualTo(50);
    assertThat(store.page("t", "", 100)).extracting(StoredGroup::expected).containsOnly(5L);
  }

  private Put put(String name, long expected) {
    return store.put("t", name, null, expected, "lan");
  }

  private @Nullable Instant completedAt(String name) {
    return store.find("t", name).orElseThrow().completedAt();
  }

  private void count(String group, String state, int number) {
    delta(group, state, number);
    folding.fold(100);
  }

  private void delta(String group, String state, int number) {
    jdbc.update(
        """
        insert into counter_deltas (hour, tenant, type, template, route, lane, state, reason,
          group_id, number, segments)
        values (date_trunc('hour', now()), 't', 'a.b', '', '', 'NORMAL', ?, '', ?, ?, 0)
        """,
        state,
        group,
        number);
  }
}
