package dev.notifier.store.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.retention.KeepRule;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.retention.RetentionStore.Outcome;
import dev.notifier.store.tracking.TrackStore;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the migration to another order of the columns keeps. */
class ColumnOrderMigrationIT {
  private static final String ROLE = "ordered_application";
  private static final KeepRule RULE = new KeepRule(false, List.of(), true);

  private static final HikariDataSource POOL = new HikariDataSource();
  private static final JdbcTemplate JDBC = new JdbcTemplate(POOL);

  private static LocalDate today = LocalDate.EPOCH;
  private static LocalDate copiedDay = LocalDate.EPOCH;
  private static List<UUID> ids = List.of();
  private static List<@Nullable String> partitionsBefore = List.of();
  private static String rowsBefore = "";
  private static String copiedFile = "";
  private static Set<String> copiedTypes = Set.of();

  /** All that the tests look at, because all migrations after the version take some seconds. */
  @BeforeAll
  static void fillTheVersionBeforeAndMigrate() {
    POOL.setJdbcUrl(MigratedDatabase.newUrl("15"));
    JDBC.execute("create role " + ROLE);
    today = new PartitionStore(POOL).today();
    JDBC.execute("create table mine (like notifications including all)");
    JDBC.execute(
        "alter table notifications attach partition mine"
            + " for values from (lowest_id('2020-01-01')) to (lowest_id('2020-01-05'))");
    ids = List.of(insert(today), insert(today.minusDays(20)), insert(today.minusDays(400)));
    JDBC.execute("grant select, update on notifications to " + ROLE);
    copiedDay = today.minusDays(40);
    insert(copiedDay);
    insert(copiedDay);
    RetentionStore store = new RetentionStore(POOL);
    store.beginCopy(copiedDay);
    copiedFile = Objects.requireNonNull(store.heap(copiedDay).file());
    copiedTypes = store.copyPages(copiedDay, 0, 1, RULE).types();
    partitionsBefore = partitions();
    rowsBefore = rows();

    Flyway.configure().dataSource(POOL).load().migrate();
  }

  @AfterAll
  static void close() {
    JDBC.execute("drop owned by " + ROLE);
    JDBC.execute("drop role " + ROLE);
    POOL.close();
  }

  @Test
  void theRowsOfAllDaysAreKeptAndCanBeUpdated() {
    assertThat(partitions()).isEqualTo(partitionsBefore);
    assertThat(rows()).isEqualTo(rowsBefore);
    assertThat(
            JDBC.queryForList(
                "select grantee || ' ' || privilege_type from information_schema.role_table_grants"
                    + " where table_name = 'notifications' and grantee = '"
                    + ROLE
                    + "'",
                String.class))
        .containsExactlyInAnyOrder(ROLE + " SELECT", ROLE + " UPDATE");
    save(ids);
    assertThat(rows()).as("nothing is counted yet, so all are null now").isNotEqualTo(rowsBefore);
    assertThat(
            JDBC.queryForObject(
                "select count(*) from notifications"
                    + " where accepted_segments is null and id = any (?::uuid[])",
                Integer.class,
                array(ids)))
        .isEqualTo(3);
  }

  /** Their rows are still to come. */
  @Test
  void daysWithoutRowsGetTheNewOrder() {
    assertThat(lastColumn(today)).isEqualTo("secret");
    assertThat(lastColumn(today.plusDays(1))).isEqualTo("person_ref");
    assertThat(lastColumn(today.plusDays(14))).isEqualTo("person_ref");
  }

  @Test
  void eachDayHasTheIndexesOfTheTable() {
    assertThat(
            JDBC.queryForList(
                """
                select c.relname::text from pg_class c
                where c.relispartition and c.relkind = 'r' and c.relname ~ '^notifications'
                  and (select count(*) from pg_index where indrelid = c.oid) <> 10
                """,
                String.class))
        .isEmpty();
    assertThat(
            JDBC.queryForList(
                "select indexname::text from pg_indexes where tablename = 'notifications'",
                String.class))
        .containsExactlyInAnyOrder(
            "notifications_pkey",
            "notifications_unconfirmed",
            "notifications_unconfirmed_phone",
            "notifications_phone",
            "notifications_person_ref",
            "notifications_secret_text",
            "notifications_subject",
            "notifications_batch",
            "notifications_group",
            "notifications_advertising");
  }

  @Test
  void aDayThatIsBeingCopiedIsCopiedToItsEnd() {
    RetentionStore store = new RetentionStore(POOL);

    assertThat(store.finishCopy(copiedDay, copiedFile, RULE, copiedTypes, 0))
        .isEqualTo(Outcome.DONE);
    List<UUID> copied =
        JDBC.query(
            "select id from " + partition(copiedDay), (row, _) -> row.getObject(1, UUID.class));
    assertThat(copied).hasSize(2);
    save(copied);
  }

  @Test
  void whatAnOperatorHasAddedIsKept() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(MigratedDatabase.newUrl("15"));
      JdbcTemplate jdbc = new JdbcTemplate(pool);
      jdbc.execute("alter table notifications add column added numeric(5, 2) not null default 3.5");
      jdbc.execute("create index added_index on notifications (added) where added > 4");
      insert(jdbc, new PartitionStore(pool).today());

      Flyway.configure().dataSource(pool).load().migrate();

      assertThat(jdbc.queryForObject("select added from notifications", String.class))
          .isEqualTo("3.50");
      assertThat(
              jdbc.queryForObject(
                  "select indexdef from pg_indexes where indexname = 'added_index'", String.class))
          .contains("WHERE (added > ");
    }
  }

  @Test
  void aPartitionThatAnOperatorHasNamedStaysOne() {
    assertThat(partitions()).contains("mine");
  }

  private static void save(List<UUID> ids) {
    TrackStore store = new TrackStore(POOL);
    store.inTransaction(() -> {
      store.save(store.lock(ids));
      return true;
    });
  }

  private static UUID insert(LocalDate day) {
    return insert(JDBC, day);
  }

  private static UUID insert(JdbcTemplate jdbc, LocalDate day) {
    new PartitionStore(Objects.requireNonNull(jdbc.getDataSource()))
        .create(Table.NOTIFICATIONS, day, day);
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, state, segments,
              body, accepted_at, planned_at)
            values (overlay(lowest_id(?)::text placing substr(uuidv7()::text, 15) from 15)::uuid,
              't', '/s', 'e', 'type', 'NORMAL', 'PLANNED', 1, 'text', now(), now())
            returning id
            """,
            UUID.class,
            Date.valueOf(day)));
  }

  private static List<@Nullable String> partitions() {
    return JDBC.queryForList(
        """
        select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'notifications'::regclass order by 1
        """,
        String.class);
  }

  private static String rows() {
    return Objects.requireNonNull(
        JDBC.queryForObject(
            """
            select json_agg(json_build_array(id, tenant, body, state, attempt, accepted_segments)
              order by id)::text from notifications where id = any (?::uuid[])
            """,
            String.class,
            array(ids)));
  }

  private static String array(List<UUID> ids) {
    return ids.toString().replace('[', '{').replace(']', '}');
  }

  /** Without those that later migrations have added to all days. */
  private static @Nullable String lastColumn(LocalDate day) {
    return JDBC.queryForObject(
        """
        select attname::text from pg_attribute
        where attrelid = ?::regclass and attnum > 0 and attname not in ('key_id', 'audience')
        order by attnum desc limit 1
        """,
        String.class,
        partition(day));
  }

  private static String partition(LocalDate day) {
    return "notifications_" + day.toString().replace("-", "");
  }
}
