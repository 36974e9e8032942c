package dev.notifier.store.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class EventTypeStoreIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  private static Database database;

  private EventTypeStore store;

  @BeforeAll
  static void start() {
    database = MigratedDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void empty() {
    JdbcClient.create(database.dataSource())
        .sql("truncate event_types, event_type_versions")
        .update();
    store = new EventTypeStore(database.dataSource(), InstantSource.fixed(NOW));
  }

  @Test
  void eventTypesAndTheirVersionsHavePages() {
    store.seed(List.of(type("b.b", "one"), type("a.a", "one"), type("c.c", "one")));
    for (int version = 2; version <= 4; version++) {
      assertThat(store.put(type("a.a", "more").withVersion(version), false, "lan", () -> {}))
          .isTrue();
    }

    assertThat(store.summaries("", 2))
        .extracting(EventTypeStore.Summary::name)
        .containsExactly("a.a", "b.b");
    store.seed(List.of(type("a.new", "one"), type("b.new", "one")));
    assertThat(store.summaries("b.b", 2))
        .extracting(EventTypeStore.Summary::name)
        .containsExactly("b.new", "c.c");
    assertThat(store.summaries("c.c", 2)).isEmpty();
    assertThat(store.changes("a.a", Integer.MAX_VALUE, 2))
        .extracting(EventTypeStore.Change::version)
        .containsExactly(4, 3);
    assertThat(store.changes("a.a", 3, 2))
        .extracting(EventTypeStore.Change::version)
        .containsExactly(2, 1);
  }

  @Test
  void programsThatStartAtTheSameTimeSeedOnce() throws Exception {
    List<EventTypeRecord> shipped = List.of(type("a.b", "one"), type("c.d", "two"));
    List<Callable<Integer>> starts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      starts.add(() -> store.seed(shipped));
    }

    int seeded = 0;
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var start : threads.invokeAll(starts)) {
        seeded += start.get();
      }
    }

    assertThat(seeded).isEqualTo(2);
    assertThat(store.all()).extracting(EventTypeRecord::version).containsExactly(1, 1);
    assertThat(store.versions("a.b"))
        .singleElement()
        .satisfies(version -> {
          assertThat(version.changedBy()).isEqualTo(EventTypeStore.SHIPPED);
          assertThat(version.changedAt()).isEqualTo(NOW);
        });
  }

  @Test
  void aNewerSeedReplacesAnUnchangedOneAndAnOlderSeedDoesNot() {
    store.seed(List.of(type("a.b", "one")));

    assertThat(store.seed(List.of(type("a.b", "two")))).isEqualTo(1);
    assertThat(store.seed(List.of(type("a.b", "one")))).isZero();

    assertThat(inForce("a.b")).isEqualTo(type("a.b", "two").withVersion(2));
  }

  @Test
  void aSeedNeverOverwritesTheChangeOfAnOperator() {
    store.seed(List.of(type("a.b", "one")));
    Runnable noCheck = () -> {};
    assertThat(store.put(type("a.b", "mine").withVersion(2), true, "lan", noCheck)).isTrue();

    assertThat(store.seed(List.of(type("a.b", "two")))).isZero();

    assertThat(inForce("a.b").title()).isEqualTo("mine");
    assertThat(store.versions("a.b"))
        .extracting(version -> version.type().version() + " " + version.changedBy())
        .containsExactly("2 lan", "1 shipped");
    assertThat(store.version("a.b", 2).orElseThrow().breaking()).isTrue();
    assertThat(store.version("a.b", 3)).isEmpty();
  }

  @Test
  void onlyTheFirstOfTwoChangesToTheSameVersionIsMade() {
    record Change(int version, String title, boolean made) {}

    for (Change change :
        List.of(
            new Change(1, "one", true),
            new Change(1, "another one", false),
            new Change(2, "two", true),
            new Change(2, "another two", false))) {
      EventTypeRecord next = type("a.b", change.title()).withVersion(change.version());
      assertThat(store.put(next, false, "lan", () -> {}))
          .as(change.title())
          .isEqualTo(change.made());
    }

    assertThat(store.versions("a.b"))
        .extracting(version -> version.type().title())
        .containsExactly("two", "one");
    assertThat(inForce("a.b").title()).isEqualTo("two");
  }

  @Test
  void fieldsKeepTheOrderInWhichTheyWereWritten() {
    store.seed(List.of(type("a.b", "one")));

    assertThat(inForce("a.b").schema().keySet()).containsExactly("type", "required", "additional");
  }

  private EventTypeRecord inForce(String name) {
    return store.find(name).orElseThrow();
  }

  @Test
  void templatesAreLockedWhileAnEventTypeChanges() {
    // Another thread has another connection.
    Runnable check =
        () ->
            assertThat(CompletableFuture.supplyAsync(EventTypeStoreIT::isLockFree).join())
                .isFalse();

    assertThat(isLockFree()).isTrue();
    assertThat(store.put(type("a.b", "one"), false, "lan", check)).isTrue();
    assertThat(isLockFree()).isTrue();
  }

  @Test
  void anExceptionOfTheCheckRollsTheChangeBack() {
    Runnable check =
        () -> {
          throw new IllegalArgumentException("breaks a template");
        };

    assertThatThrownBy(() -> store.put(type("a.b", "one"), false, "lan", check))
        .hasMessage("breaks a template");
    assertThat(store.find("a.b")).isEmpty();
  }

  private static boolean isLockFree() {
    return JdbcClient.create(database.dataSource())
        .sql("select pg_try_advisory_xact_lock(:lock)")
        .param("lock", 0x6e6f_7469_0005L)
        .query(Boolean.class)
        .single();
  }

  private static EventTypeRecord type(String name, String title) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", List.of("recipient"));
    schema.put("additional", false);
    return new EventTypeRecord(
        EventTypeRecord.VERSION,
        name,
        1,
        title,
        Category.SERVICE,
        Lane.NORMAL,
        Duration.ofDays(3),
        null,
        null,
        null,
        name.replace('.', '-'),
        schema,
        Map.of());
  }
}
