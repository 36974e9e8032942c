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
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the migration to another order of the columns keeps. */
class ColumnOrderMigrationIT {
  private static final String ROLE = "ordered_application";

  private final HikariDataSource pool = new HikariDataSource();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);

  @BeforeEach
  void openTheVersionBefore() {
    pool.setJdbcUrl(MigratedDatabase.newUrl("15"));
    jdbc.execute("create role " + ROLE);
  }

  @AfterEach
  void close() {
    jdbc.execute("drop owned by " + ROLE);
    jdbc.execute("drop role " + ROLE);
    pool.close();
  }

  private void migrate() {
    Flyway.configure().dataSource(pool).load().migrate();
  }

  @Test
  void theRowsOfAllDaysAreKeptAndCanBeUpdated() {
    LocalDate today = new PartitionStore(pool).today();
    List<UUID> ids =
        List.of(insert(today), insert(today.minusDays(20)), insert(today.minusDays(400)));
    jdbc.execute("grant select, update on notifications to " + ROLE);
    List<@Nullable String> before = partitions();
    String rows = rows();

    migrate();

    assertThat(partitions()).isEqualTo(before);
    assertThat(rows()).isEqualTo(rows);
    assertThat(
            jdbc.queryForList(
                "select grantee || ' ' || privilege_type from information_schema.role_table_grants"
                    + " where table_name = 'notifications' and grantee = '"
                    + ROLE
                    + "'",
                String.class))
        .containsExactlyInAnyOrder(ROLE + " SELECT", ROLE + " UPDATE");
    TrackStore store = new TrackStore(pool);
    store.inTransaction(() -> {
      store.save(store.lock(ids));
      return true;
    });
    assertThat(rows()).as("nothing is counted yet, so all are null now").isNotEqualTo(rows);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from notifications where accepted_segments is null",
                Integer.class))
        .isEqualTo(3);
  }

  /** Their rows are still to come. */
  @Test
  void daysWithoutRowsGetTheNewOrder() {
    LocalDate today = new PartitionStore(pool).today();
    insert(today);

    migrate();

    assertThat(lastColumn(today)).isEqualTo("secret");
    assertThat(lastColumn(today.plusDays(1))).isEqualTo("person_ref");
    assertThat(lastColumn(today.plusDays(14))).isEqualTo("person_ref");
  }

  @Test
  void eachDayHasTheIndexesOfTheTable() {
    LocalDate today = new PartitionStore(pool).today();
    insert(today);

    migrate();

    assertThat(
            jdbc.queryForList(
                """
                select c.relname::text from pg_class c
                where c.relispartition and c.relkind = 'r' and c.relname ~ '^notifications'
                  and (select count(*) from pg_index where indrelid = c.oid) <> 10
                """,
                String.class))
        .isEmpty();
    assertThat(
            jdbc.queryForList(
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
    LocalDate day = new PartitionStore(pool).today().minusDays(40);
    insert(day);
    insert(day);
    RetentionStore store = new RetentionStore(pool);
    KeepRule rule = new KeepRule(false, List.of(), true);
    store.beginCopy(day);
    String file = Objects.requireNonNull(store.heap(day).file());
    var copied = store.copyPages(day, 0, 1, rule);

    migrate();

    assertThat(store.finishCopy(day, file, rule, copied.types(), 0)).isEqualTo(Outcome.DONE);
    assertThat(jdbc.queryForObject("select count(*) from notifications", Integer.class))
        .isEqualTo(2);
    List<UUID> ids =
        jdbc.query("select id from notifications", (row, _) -> row.getObject(1, UUID.class));
    TrackStore track = new TrackStore(pool);
    track.inTransaction(() -> {
      track.save(track.lock(ids));
      return true;
    });
  }

  @Test
  void whatAnOperatorHasAddedIsKept() {
    LocalDate today = new PartitionStore(pool).today();
    jdbc.execute("alter table notifications add column added numeric(5, 2) not null default 3.5");
    jdbc.execute("create index added_index on notifications (added) where added > 4");
    insert(today);

    migrate();

    assertThat(jdbc.queryForObject("select added from notifications", String.class))
        .isEqualTo("3.50");
    assertThat(
            jdbc.queryForObject(
                "select indexdef from pg_indexes where indexname = 'added_index'", String.class))
        .contains("WHERE (added > ");
  }

  @Test
  void aPartitionThatAnOperatorHasNamedStaysOne() {
    jdbc.execute("create table mine (like notifications including all)");
    jdbc.execute(
        "alter table notifications attach partition mine"
            + " for values from (lowest_id('2020-01-01')) to (lowest_id('2020-01-05'))");

    migrate();

    assertThat(partitions()).contains("mine");
  }

  private UUID insert(LocalDate day) {
    new PartitionStore(pool).create(Table.NOTIFICATIONS, day, day);
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

  private List<@Nullable String> partitions() {
    return jdbc.queryForList(
        """
        select c.relname::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'notifications'::regclass order by 1
        """,
        String.class);
  }

  private String rows() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select json_agg(json_build_array(id, tenant, body, state, attempt, accepted_segments)
              order by id)::text from notifications
            """,
            String.class));
  }

  /** Without those that later migrations have added to all days. */
  private @Nullable String lastColumn(LocalDate day) {
    return jdbc.queryForObject(
        """
        select attname::text from pg_attribute
        where attrelid = ?::regclass and attnum > 0 and attname not in ('key_id', 'audience')
        order by attnum desc limit 1
        """,
        String.class,
        "notifications_" + day.toString().replace("-", ""));
  }
}
