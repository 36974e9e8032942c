package dev.notifier.store.partitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.eventtypes.EventTypeStore;
import dev.notifier.store.jobs.JobQueue;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.retention.KeepRule;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.retention.RetentionStore.Heap;
import dev.notifier.store.retention.RetentionStore.NotificationDay;
import dev.notifier.store.retention.RetentionStore.Outcome;
import dev.notifier.testing.TestPostgres;
import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Retention of days that an earlier release has stored. */
class RetentionMigrationIT {
  private static final String VERSION_BEFORE = "10";

  /** When {@link #insertOldDay} has inserted rows. */
  private static @Nullable LocalDate oldDay;

  private final HikariDataSource pool = new HikariDataSource();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void theDaysOfAnEarlierReleaseAreRewritten() {
    LocalDate day = openMigratedDay();

    RetentionStore store = new RetentionStore(pool);
    KeepRule rule = new KeepRule(false, List.of("visit.recorded"), true);
    assertThat(store.beginCopy(day)).isEqualTo(Outcome.DONE);
    Heap heap = store.heap(day);
    String file = Objects.requireNonNull(heap.file());
    RetentionStore.Copied copied = store.copyPages(day, 0, heap.pages(), rule);
    assertThat(copied.read()).isEqualTo(10);
    assertThat(copied.kept()).isEqualTo(5);
    assertThat(store.finishCopy(day, file, rule, copied.types(), 0)).isEqualTo(Outcome.DONE);
    assertThat(jdbc.queryForList("select distinct type from notifications", String.class))
        .containsExactly("case.decided");
  }

  /** Such as "vacuum full" after the last pages were copied. */
  @Test
  void aCopyOfAnotherFileIsNotPutInPlace() {
    LocalDate day = openMigratedDay();
    RetentionStore store = new RetentionStore(pool);
    KeepRule rule = new KeepRule(false, List.of("visit.recorded"), true);
    store.beginCopy(day);
    String file = Objects.requireNonNull(store.heap(day).file());
    jdbc.execute("vacuum full notifications_" + day.toString().replace("-", ""));

    assertThat(store.finishCopy(day, file, rule, Set.of(), 0)).isEqualTo(Outcome.REPLACED);

    assertThat(jdbc.queryForObject("select count(*) from notifications", Long.class))
        .isEqualTo(10L);
  }

  /** Neither is the day of one, and the function that drops a day would not find it. */
  @ParameterizedTest
  @ValueSource(
      strings = {"notifications_20261399", "notifications_old_20250101", "archive_20250101"})
  void partitionsOfOtherNamesAreLeftToTheOperator(String name) {
    LocalDate day = openMigratedDay();
    jdbc.execute(
        "create table %s partition of notifications for values from ('%s') to ('%s')"
            .formatted(
                name,
                "00000000-0000-0000-0000-000000000000",
                "00000000-0000-7000-0000-000000000000"));

    assertThat(new RetentionStore(pool).notificationDays())
        .hasSize(17)
        .first()
        .isEqualTo(new NotificationDay(day, null));
  }

  @Test
  void aPartitionThatIsBeingDetachedIsLeftToTheOperator() {
    LocalDate day = openMigratedDay();
    RetentionStore store = new RetentionStore(pool);
    jdbc.update(
        "update pg_inherits set inhdetachpending = true where inhrelid = ?::regclass",
        "notifications_" + day.toString().replace("-", ""));

    assertThat(store.notificationDays()).noneMatch(each -> each.day().equals(day));
    assertThat(store.drop(Table.NOTIFICATIONS, day)).isEqualTo(Outcome.MISSING);
  }

  /** Everyone waits for its locks. */
  @Test
  void theTransactionOfAWorkerThatIsGoneEnds() {
    LocalDate day = openMigratedDay();
    RetentionStore store = new RetentionStore(pool);
    JobQueue queue = new JobQueue(pool);

    String during =
        queue.inTransaction(() -> {
          assertThat(store.drop(Table.NOTIFICATIONS, day)).isEqualTo(Outcome.DONE);
          return idleLimit();
        });

    assertThat(during).isEqualTo("5s");
    assertThat(idleLimit()).isNotEqualTo("5s");
  }

  private String idleLimit() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            "select current_setting('idle_in_transaction_session_timeout')", String.class));
  }

  @Test
  void theFirstRunWaitsForADay() {
    openMigratedDay();

    JobQueue queue = new JobQueue(pool);
    queue.ensurePeriodic("retention");
    assertThat(queue.take("retention", "a", Duration.ofMinutes(1))).isEmpty();
    assertThat(
            jdbc.queryForObject(
                "select min(due_at) > now() + interval '23 hours' from jobs", Boolean.class))
        .isTrue();
  }

  @Test
  void anEmptyDatabaseHasNoJob() {
    openVersionBefore();
    migrate(pool);

    assertThat(jdbc.queryForList("select id from jobs")).isEmpty();
  }

  /** The api does not change an event type that an operator has changed. */
  @Test
  void theShippedTypesOfCasesGetTheirRetention() {
    openVersionBefore();
    EventTypeStore types = new EventTypeStore(pool, Clock.systemUTC());
    types.seed(List.of(type("case.received", null)));
    types.put(type("case.decided", null), false, "lan", () -> {});
    types.put(type("case.decided", null).withVersion(2), false, "lan", () -> {});
    types.put(type("case.delayed", Duration.ofDays(100)), false, "lan", () -> {});
    types.put(type("card.expiring", null), false, "lan", () -> {});

    migrate(pool);

    assertThat(new RetentionStore(pool).typeRetentions())
        .containsOnly(
            entry("case.decided", Duration.ofDays(730)),
            entry("case.delayed", Duration.ofDays(100)),
            entry("case.received", Duration.ofDays(730)));
    assertThat(types.find("case.decided"))
        .contains(type("case.decided", Duration.ofDays(730)).withVersion(3));
    assertThat(types.versions("case.decided").getFirst())
        .satisfies(version -> {
          assertThat(version.type()).isEqualTo(types.find("case.decided").orElseThrow());
          assertThat(version.changedBy()).isEqualTo("migration");
        });
    assertThat(types.seed(List.of(type("case.received", null))))
        .as("an earlier release does not take it back")
        .isZero();
    assertThat(types.seed(List.of(type("case.received", Duration.ofDays(730))))).isEqualTo(1);
  }

  private static EventTypeRecord type(String name, @Nullable Duration retention) {
    return new EventTypeRecord(
        EventTypeRecord.VERSION,
        name,
        1,
        "Title",
        Category.SERVICE,
        Lane.NORMAL,
        Duration.ofDays(3),
        null,
        retention,
        null,
        "template",
        Map.of("version", 7, "retention", "x"),
        Map.of());
  }

  private void openVersionBefore() {
    pool.setJdbcUrl(MigratedDatabase.newUrl(VERSION_BEFORE));
  }

  /** Rows of an earlier release, after all migrations; returns their day. */
  private LocalDate openMigratedDay() {
    TestPostgres postgres = TestPostgres.shared();
    pool.setJdbcUrl(
        postgres.url(
            postgres.newDatabase("retention_template", RetentionMigrationIT::fillAndMigrate)));
    return Objects.requireNonNull(oldDay);
  }

  private static void fillAndMigrate(String url) {
    DataSource database = new DriverManagerDataSource(url, TestPostgres.USER, "");
    Flyway.configure().dataSource(database).target(VERSION_BEFORE).load().migrate();
    oldDay = insertOldDay(database);
    migrate(database);
  }

  private static void migrate(DataSource database) {
    Flyway.configure().dataSource(database).load().migrate();
  }

  private static LocalDate insertOldDay(DataSource database) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    LocalDate day = new PartitionStore(database).today().minusDays(40);
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
    return day;
  }
}
