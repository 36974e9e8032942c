package dev.notifier.store.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.tracking.UnconfirmedStore.Found;
import dev.notifier.store.tracking.UnconfirmedStore.UnconfirmedNotification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class UnconfirmedStoreIT {
  private static final String TENANT = "t";
  private static final int DAYS = 100;

  /** Partitions are days in UTC, whatever the zone of the session is. */
  private static final String TODAY = "(now() at time zone 'UTC')::date";

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final UnconfirmedStore store = new UnconfirmedStore(database.dataSource());

  @BeforeEach
  void createPartitions() {
    jdbc.execute(
        "select create_day_partitions('notifications', %1$s - %2$d, %1$s)".formatted(TODAY, DAYS));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aListGoesThroughAllDaysTheNewestFirst() {
    for (int day : List.of(0, 1, 30, 31, 32, 61, 62, DAYS)) {
      insert("a", day, 2);
      insert("b", day, 1);
    }
    List<UUID> all = stored("true");
    List<UUID> ofA = stored("route = 'a'");

    assertThat(ids(store.list(TENANT, null, null, 1_000))).isEqualTo(all);
    assertThat(ids(store.list(TENANT, "a", null, 1_000))).isEqualTo(ofA);
    assertThat(ids(store.list(TENANT, "none", null, 1_000))).isEmpty();
    for (int limit : List.of(1, 3, 5)) {
      assertThat(pages("a", limit)).as("limit %s", limit).isEqualTo(ofA);
    }
  }

  /** The page ends at the last one that was looked at, and the next one continues there. */
  @Test
  void aPageLooksAtABoundedNumberOfOtherRoutes() {
    insert("rare", 3, 1);
    insert("other", 2, SweepStore.MAX_COUNT + 10);
    insert("rare", 1, 1);

    Found first = store.list(TENANT, "rare", null, 10);
    Found second = store.list(TENANT, "rare", first.next(), 10);

    assertThat(first.notifications()).hasSize(1);
    assertThat(first.next()).isNotNull();
    assertThat(second.notifications()).hasSize(1);
    assertThat(second.next()).isNull();
    assertThat(store.count(TENANT, "rare")).as("of the last %s", SweepStore.MAX_COUNT).isEqualTo(1);
    assertThat(store.count(TENANT, "other")).isEqualTo(SweepStore.MAX_COUNT - 1);
  }

  @Test
  void anyIdCanBeACursor() {
    insert("a", 1, 1);

    assertThat(ids(store.list(TENANT, "a", new UUID(-1, -1), 10))).hasSize(1);
    assertThat(
            ids(
                store.list(
                    TENANT, "a", UUID.fromString("80000000-0000-0000-0000-000000000000"), 10)))
        .hasSize(1);
    assertThat(ids(store.list(TENANT, "a", new UUID(0, 0), 10))).isEmpty();
  }

  @Test
  void aTenantSeesAndCountsItsOwn() {
    insert("a", 1, 2);
    jdbc.update("update notifications set tenant = 'other'");
    insert("a", 1, 1);

    assertThat(ids(store.list(TENANT, "a", null, 10))).isEqualTo(stored("tenant = 't'"));
    assertThat(store.count(TENANT, "a")).isEqualTo(1);
    assertThat(store.list("third", null, null, 10).notifications()).isEmpty();
    assertThat(store.count("third", "a")).isZero();
    assertThat(store.counts(Instant.EPOCH)).as("of all tenants").containsEntry("a", 3L);
  }

  /** After an outage, most messages may have been sent again, and all of them are confirmed. */
  @Test
  void possibleDuplicatesAreNotRead() {
    insert("a", 1, 20_000);
    jdbc.update("update notifications set unconfirmed_segments = null, possible_duplicate = true");
    insert("a", 2, 3);
    jdbc.execute("vacuum analyze notifications");

    String ids = "'%s'".formatted(new UUID(0, 0)) + ",'%s'".formatted(new UUID(-1, -1));
    for (String plan :
        List.of(
            explain(UnconfirmedStore.LIST, ids + ",10000,'t','a','a',10"),
            explain(UnconfirmedStore.COUNT_RANGE, ids + ",10000"),
            explain(UnconfirmedStore.COUNT, "'%s',10000,null,null".formatted(new UUID(0, 0))))) {
      assertThat(plan).contains("actual rows=3").doesNotContain("Rows Removed by Filter");
    }
    assertThat(store.list(TENANT, "a", null, 10).notifications()).hasSize(3);
    assertThat(store.counts(Instant.EPOCH)).containsExactly(Map.entry("a", 3L));
  }

  private String explain(String query, String parameters) {
    String filled = query;
    for (String parameter : parameters.split(",", -1)) {
      filled = filled.replaceFirst("\\?", parameter);
    }
    return String.join(
        "\n",
        jdbc.query(
            "explain (analyze, costs off, timing off, summary off) " + filled,
            (row, _) -> row.getString(1)));
  }

  private List<UUID> stored(String condition) {
    return jdbc.query(
        "select id from notifications where " + condition + " order by id desc",
        (row, _) -> row.getObject(1, UUID.class));
  }

  private List<UUID> pages(String route, int limit) {
    List<UUID> read = new ArrayList<>();
    @Nullable UUID cursor = null;
    while (true) {
      Found page = store.list(TENANT, route, cursor, limit);
      read.addAll(ids(page));
      if (page.notifications().size() < limit) {
        assertThat(page.next()).isNull();
        return read;
      }
      cursor = page.notifications().getLast().id();
    }
  }

  private static List<UUID> ids(Found found) {
    return found.notifications().stream().map(UnconfirmedNotification::id).toList();
  }

  private void insert(String route, int daysAgo, int number) {
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, route, state,
          unconfirmed_segments, accepted_at, planned_at)
        select uuidv7(((TODAY - ?::int4 + interval '1 hour') at time zone 'UTC') - clock_timestamp()),
          't', '/s', n::text, 'type', 'bulk', 'SERVICE', ?, 'UNCONFIRMED', 1, now(), now()
        from generate_series(1, ?) n
        """
            .replace("TODAY", TODAY),
        daysAgo,
        route,
        number);
  }
}
