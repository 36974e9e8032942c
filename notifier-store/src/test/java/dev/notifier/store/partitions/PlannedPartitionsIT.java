package dev.notifier.store.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A statement that names its ids or days uses only their partitions, also if a connection has
 * executed it often. Otherwise each transaction locks all partitions, of which there are hundreds.
 */
class PlannedPartitionsIT {
  /** The driver prepares a statement the fifth time, and PostgreSQL reuses a plan after five. */
  private static final int EXECUTIONS = 20;

  private static final int IDS = 500;

  private static final Database DATABASE = MigratedDatabase.create();

  /** With rows and statistics, PostgreSQL's estimates are like those of a real database. */
  @BeforeAll
  static void fill() throws SQLException {
    try (Connection connection = DATABASE.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          insert into notifications
            (id, tenant, source, event_id, type, lane, state, accepted_at, planned_at)
          select uuidv7(), 't', '/s', n::text, 'type', 'NORMAL', 'SKIPPED', now(), now()
          from generate_series(1, 20000) n
          """);
      statement.execute(
          """
          insert into event_digests
          select gen_random_uuid(), uuidv7(), uuidv7(), 0, 0, (now() at time zone 'UTC')::date
          from generate_series(1, 20000)
          """);
      statement.execute("analyze notifications, event_digests");
    }
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  static Stream<String> statements() {
    return Stream.of(
        "select state from notifications where id = any(?)",
        "update notifications n set state = '' from unnest(?::uuid[]) as v (id)"
            + " where n.id = v.id and n.id >= ? and n.id <= ?",
        "select * from event_digests where digest = any(?) and day = any(?)");
  }

  @ParameterizedTest
  @MethodSource("statements")
  void usesOnlyThePartitionsThatItNames(String sql) throws SQLException {
    try (Connection connection = DATABASE.dataSource().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < EXECUTIONS; i++) {
        bind(statement, ids(connection));
        connection.setAutoCommit(false);
        statement.execute();
        if (i == EXECUTIONS - 1) {
          assertThat(lockedPartitions(connection)).hasSizeLessThanOrEqualTo(2);
        }
        connection.rollback();
      }
    }
  }

  private static void bind(PreparedStatement statement, List<UUID> ids) throws SQLException {
    statement.setArray(1, statement.getConnection().createArrayOf("uuid", ids.toArray()));
    int parameters = statement.getParameterMetaData().getParameterCount();
    if (parameters == 2) {
      Object[] days = {LocalDate.now(ZoneOffset.UTC)};
      statement.setArray(2, statement.getConnection().createArrayOf("date", days));
    } else if (parameters == 3) {
      statement.setObject(2, ids.getFirst());
      statement.setObject(3, ids.getLast());
    }
  }

  private static List<UUID> ids(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select array(select uuidv7() from generate_series(1, " + IDS + "))")) {
      row.next();
      return List.of((UUID[]) row.getArray(1).getArray());
    }
  }

  private static List<String> lockedPartitions(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select array(
                  select c.relname::text from pg_locks l join pg_class c on c.oid = l.relation
                  where l.pid = pg_backend_pid() and c.relispartition and c.relkind = 'r')
                """)) {
      row.next();
      return List.of((String[]) row.getArray(1).getArray());
    }
  }
}
