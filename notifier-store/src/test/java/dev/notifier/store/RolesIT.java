package dev.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditMonths;
import dev.notifier.store.cluster.KafkaClusterStore;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.store.retention.KeepRule;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.retention.RetentionStore.Outcome;
import dev.notifier.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The roles that docker/postgres/roles.sql creates: the owner migrates, the application works. */
class RolesIT {
  private static final TestPostgres POSTGRES = TestPostgres.shared();
  private static final String DATABASE = POSTGRES.newDatabase();

  @BeforeAll
  static void createRolesAndMigrate() throws SQLException {
    execute(TestPostgres.USER, script());
    try (Database owner = open("notifier_owner")) {
      owner.migrate();
    }
  }

  @AfterAll
  static void dropRoles() throws SQLException {
    execute(
        TestPostgres.USER,
        "drop owned by notifier, notifier_owner cascade; reassign owned by notifier_owner to"
            + " postgres; drop role notifier; drop role notifier_owner");
  }

  @Test
  void theApplicationWorksOnTheMigratedSchema() {
    try (Database application = open("notifier")) {
      assertThatCode(application::requireMigrated).doesNotThrowAnyException();
      assertThat(
              new NotificationLookup(application.dataSource(), Clock.systemUTC())
                  .find("default", "/none", "0"))
          .isEmpty();
      assertThatCode(() ->
              new KafkaClusterStore(application.dataSource(), Clock.systemUTC())
                  .verify("cluster", "", ""))
          .doesNotThrowAnyException();
      assertThat(new ConnectionLimit(application.dataSource(), System::nanoTime).warning())
          .isNull();
    }
  }

  /** The functions that do so have the rights of the owner. */
  @Test
  void theApplicationCreatesAndDropsPartitions() {
    try (Database application = open("notifier")) {
      PartitionStore partitions = new PartitionStore(application.dataSource());
      LocalDate old = partitions.today().minusDays(100);
      assertThat(partitions.create(Table.EVENT_DIGESTS, old, old)).isEqualTo(1);
      assertThat(partitions.create(Table.NOTIFICATIONS, old, old)).isEqualTo(1);
      RetentionStore retention = new RetentionStore(application.dataSource());
      assertThat(retention.drop(Table.EVENT_DIGESTS, old)).isEqualTo(Outcome.DONE);
      String file = Objects.requireNonNull(retention.heap(old).file());
      KeepRule rule = new KeepRule(true, List.of("case.decided"), true);
      assertThat(retention.beginCopy(old)).isEqualTo(Outcome.DONE);
      assertThat(retention.copyPages(old, 0, 10, rule).kept()).isZero();
      assertThat(retention.abandonCopy()).isEqualTo(Outcome.DONE);
      assertThat(retention.hasCopy()).isFalse();
      assertThat(retention.beginCopy(old)).isEqualTo(Outcome.DONE);
      retention.analyzeCopy();
      assertThat(retention.copyChanges(old, rule).read()).isZero();
      assertThat(retention.finishCopy(old, file, rule, Set.of(), 0)).isEqualTo(Outcome.DONE);
      assertThat(retention.notificationDays()).noneMatch(day -> day.day().equals(old));
      assertThatCode(() -> execute("notifier", "select * from notifications"))
          .doesNotThrowAnyException();
    }
  }

  /** Also in the months that are created later, which get the default privileges. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set actor = 'x'",
        "delete from audit",
        "truncate audit",
        "update audit_blocks set key_id = 1",
        "delete from audit_blocks",
        "truncate audit_blocks",
        "alter table audit disable trigger all",
        "set session_replication_role = replica",
        "select make_append_only('routes')",
        "delete from %s",
        "update %s set actor = 'x'",
        "truncate %s",
      })
  void theApplicationOnlyAppendsToTheAudit(String statement) {
    try (Database application = open("notifier")) {
      JdbcTemplate jdbc = new JdbcTemplate(application.dataSource());
      jdbc.queryForObject("select create_audit_months(60)", Integer.class);
      String newest =
          jdbc.queryForObject(
              "select 'audit_' || to_char(max(m), 'YYYYMM') from audit_months() m", String.class);
      String sql = statement.formatted(newest);
      assertThatThrownBy(() -> execute("notifier", sql))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }
  }

  /** Every role may execute a new function unless that is revoked. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select create_audit_months(60)",
        "select drop_audit_month('2020-01-01')",
        "select delete_audit_blocks(1)"
      })
  void whoCannotWriteTheAuditCannotRemoveIt(String statement) throws SQLException {
    execute("postgres", "drop role if exists other; create role other login");

    assertThatThrownBy(() -> execute("other", statement))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  @Test
  void theApplicationRemovesNoMonthOfTheLastYear() throws SQLException {
    execute(
        "notifier_owner",
        """
        create table audit_202001 (like audit including all);
        alter table audit attach partition audit_202001
          for values from (lowest_id('2020-01-01')) to (lowest_id('2020-02-01'))
        """);
    try (Database application = open("notifier")) {
      AuditMonths months =
          new AuditMonths(application.dataSource(), AuditKey.of("the key of this test"));
      LocalDate today = LocalDate.now(Clock.systemUTC());
      assertThat(months.removeOldest(LocalDate.of(2020, 1, 31), "default"))
          .isEqualTo(AuditMonths.Result.NOTHING);
      assertThat(months.removeOldest(LocalDate.of(2020, 2, 1), "default"))
          .isEqualTo(AuditMonths.Result.REMOVED);
      assertThat(months.removeOldest(today.minusDays(400), "default"))
          .isEqualTo(AuditMonths.Result.NOTHING);
      assertThatThrownBy(() -> months.removeOldest(today.minusDays(300), "default"))
          .hasMessageContaining("last year");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select create_day_partitions('sweeps', current_date, current_date)",
        "select drop_day('business_keys', current_date - 7)",
        "select drop_day('sweeps', current_date - 30)",
        "select drop_day('notifications', current_date - 7)",
        "select begin_notification_copy(current_date)",
      })
  void thePartitionsOfNothingElseCanBeChanged(String statement) throws SQLException {
    try {
      execute("notifier", statement);
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("P0001");
    }
    assertThatCode(() -> execute("notifier", "select * from sweeps, notifications"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (i int)",
        "create temporary table t (i int)",
        "create schema s",
        "create function f() returns int language sql as 'select 1'",
        "alter table notifications add column i int",
        "create index i on notifications (state)",
        "drop table notifications",
        "truncate notifications",
        "delete from flyway_schema_history",
        "update flyway_schema_history set success = false",
        "insert into flyway_schema_history select * from flyway_schema_history",
        "create role r",
        "create database d",
        "alter role notifier superuser",
        "set role notifier_owner",
        "copy notifications to program 'true'",
        "alter system set work_mem = '1MB'"
      })
  void theApplicationCanChangeNeitherTheSchemaNorTheServer(String statement) {
    assertThatThrownBy(() -> execute("notifier", statement))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
  }

  private static Database open(String user) {
    return Database.open(
        new Database.Settings(url(user), user, "", "test", 4, Duration.ofSeconds(30)));
  }

  private static String url(String user) {
    return POSTGRES.url(DATABASE).replace("user=" + TestPostgres.USER, "user=" + user);
  }

  private static void execute(String user, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url(user));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * The script with the values of its psql variables; the server of the tests needs no password.
   */
  private static String script() {
    try {
      List<String> lines = Files.readAllLines(Path.of("..", "docker", "postgres", "roles.sql"));
      return lines.stream()
          .filter(line -> !line.startsWith("\\") && !line.endsWith("\\gset"))
          .collect(Collectors.joining("\n"))
          .replace(":\"database\"", DATABASE)
          .replaceAll(":'\\w+'", "'secret'");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
