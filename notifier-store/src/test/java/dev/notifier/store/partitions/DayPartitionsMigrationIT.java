package dev.notifier.store.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.MigratedDatabase;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the migration to day partitions keeps. */
class DayPartitionsMigrationIT {
  private static final String ROLE = "migrated_application";

  private final HikariDataSource pool = new HikariDataSource();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);

  @BeforeEach
  void migrateToTheVersionBefore() {
    pool.setJdbcUrl(MigratedDatabase.emptyUrl());
    migrate("7");
    jdbc.execute("create role " + ROLE);
  }

  @AfterEach
  void close() {
    jdbc.execute("drop owned by " + ROLE);
    jdbc.execute("drop role " + ROLE);
    pool.close();
  }

  private void migrate(String version) {
    Flyway.configure().dataSource(pool).target(version).load().migrate();
  }

  /** Not every installation has default privileges, as docker/postgres/roles.sql sets them. */
  @Test
  void theTablesKeepTheirPrivileges() {
    jdbc.execute("grant select, insert, update, delete on all tables in schema public to " + ROLE);
    jdbc.execute("revoke delete on event_digests from " + ROLE);
    jdbc.execute("grant select on notifications to public");

    migrate("8");

    assertThat(privileges("notifications"))
        .containsExactlyInAnyOrder(
            ROLE + " SELECT", ROLE + " INSERT", ROLE + " UPDATE", ROLE + " DELETE", "- SELECT");
    assertThat(privileges("event_digests"))
        .containsExactlyInAnyOrder(ROLE + " SELECT", ROLE + " INSERT", ROLE + " UPDATE");
  }

  private List<@Nullable String> privileges(String table) {
    return jdbc.queryForList(
        """
        select a.grantee::regrole || ' ' || a.privilege_type
        from pg_class c, aclexplode(c.relacl) a where c.oid = ?::regclass and a.grantee <> c.relowner
        """,
        String.class,
        table);
  }

  @Test
  void theRowsGoToThePartitionsOfTheirDays() {
    jdbc.execute(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, state, accepted_at, planned_at)
        select uuidv7(d * interval '1 day'), 't', '/s', d::text, 'type', 'NORMAL', 'SKIPPED', now(), now()
        from unnest(array[-400, -400, -20, -1, 0, 30]) d
        """);
    jdbc.execute(
        """
        insert into event_digests
        select uuidv7(), uuidv7(), uuidv7(), 0, d, now() + d * interval '1 day'
        from unnest(array[-80, -80, -3, 0, 20]) d
        """);

    migrate("8");

    assertThat(misplaced("notifications", "uuid_extract_timestamp(id)")).isZero();
    assertThat(misplaced("event_digests", "day::timestamp at time zone 'UTC'")).isZero();
    assertThat(jdbc.queryForObject("select count(*) from notifications", Integer.class))
        .isEqualTo(6);
    assertThat(jdbc.queryForObject("select count(*) from event_digests", Integer.class))
        .isEqualTo(5);
  }

  private @Nullable Integer misplaced(String table, String time) {
    return jdbc.queryForObject(
        """
        select count(*) from %s
        where right(tableoid::regclass::text, 8) <> to_char(%s at time zone 'UTC', 'YYYYMMDD')
        """
            .formatted(table, time),
        Integer.class);
  }
}
