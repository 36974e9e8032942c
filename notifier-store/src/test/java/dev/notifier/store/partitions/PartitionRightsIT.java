package dev.notifier.store.partitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The functions of the partitions have the rights of the owner, and every role may call them: here
 * one that may only read, in a database with the rights that PostgreSQL gives to all.
 */
class PartitionRightsIT {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final String url = MigratedDatabase.newUrl();
  private final Database database = MigratedDatabase.open(url);

  @BeforeEach
  void createRoles() throws SQLException {
    execute(
        TestPostgres.USER,
        "create role partition_reader login",
        "grant select on all tables in schema public to partition_reader",
        "create role partition_writer login",
        "grant insert, delete on notifications, event_digests, business_keys to partition_writer");
  }

  @AfterEach
  void dropRoles() throws SQLException {
    execute(
        TestPostgres.USER,
        "drop owned by partition_reader, partition_writer cascade",
        "drop role partition_reader, partition_writer");
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select drop_day('business_keys', current_date - 30)",
        "select create_day_partitions('notifications', current_date + 20, current_date + 20)",
        "select drop_day('notifications', current_date - 30)",
        "select begin_notification_copy(current_date - 30)"
      })
  void whoMayOnlyReadCanNeitherCreateNorDropPartitions(String call) throws SQLException {
    assertThat(stateOf("partition_reader", call)).isEqualTo(INSUFFICIENT_PRIVILEGE);
    assertThat(stateOf(TestPostgres.USER, "set role partition_reader", call))
        .isEqualTo(INSUFFICIENT_PRIVILEGE);
    execute("partition_writer", call);
    execute(TestPostgres.USER, "set role partition_writer", call);
  }

  /** The owner builds the index that the temporary table describes, and so calls its function. */
  @Test
  void aTemporaryTableDoesNotRunCodeWithTheRightsOfTheOwner() {
    assertThat(
            stateOf(
                "partition_reader",
                """
                create function pg_temp.f(i int) returns int immutable language plpgsql as $$
                begin
                  if current_user <> session_user then
                    raise exception 'runs as %', current_user;
                  end if;
                  return i;
                end $$
                """,
                "create temporary table event_digests (day date)",
                "create index on event_digests (day) where pg_temp.f(1) = 1",
                "select create_day_partitions('event_digests', current_date + 20, current_date + 20)"))
        .isEqualTo(INSUFFICIENT_PRIVILEGE);
  }

  @Test
  void onlyTheThreeTablesHaveDayPartitions() {
    assertThatThrownBy(() ->
            execute(
                TestPostgres.USER,
                "create table other (i int) partition by range (i)",
                "select drop_day('other', current_date - 30)"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no day partitions");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select copy_notification_pages(current_date - 30, 0, 9, true, '{}', false)",
        "select copy_notification_changes(current_date - 30, true, '{}', false)",
        "select analyze_notification_copy()",
        "select abandon_notification_copy()",
        "select finish_notification_copy(current_date - 30, '1/1', true, '{}', false, '{}', 0)",
        "create temporary table t (id uuid); create trigger t after insert on t for each row"
            + " execute function note_notification_change()"
      })
  void whoMayOnlyReadCannotCopyADay(String call) {
    assertThat(stateOf("partition_reader", call)).isEqualTo(INSUFFICIENT_PRIVILEGE);
  }

  private String stateOf(String user, String... statements) {
    try {
      execute(user, statements);
      return "none";
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private void execute(String user, String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(url.replace("user=" + TestPostgres.USER, "user=" + user));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
