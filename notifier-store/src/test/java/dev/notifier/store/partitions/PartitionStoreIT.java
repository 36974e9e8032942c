package dev.notifier.store.partitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.partitions.DayPartitions.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class PartitionStoreIT {
  private final Database database = MigratedDatabase.create();
  private final PartitionStore store = new PartitionStore(database.dataSource());
  private final LocalDate today = store.today();

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void partitionsExistTwoWeeksAheadAndAreCreatedOnce(Table table) {
    assertThat(store.create(table, today, today.plusDays(14))).as("by the migration").isZero();
    LocalDate next = table.lastDay(today.plusDays(14)).plusDays(1);
    LocalDate last = table.lastDay(table.lastDay(next).plusDays(1));
    assertThat(store.create(table, next, last)).as("two more").isEqualTo(2);
    assertThat(store.create(table, next, last)).isZero();
  }

  /** In Egypt, 24 April 2026 begins at 1 o'clock. */
  @Test
  void eachDayGetsItsPartitionInEachTimeZone() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set time zone 'Africa/Cairo'");
      try (ResultSet row =
          statement.executeQuery(
              "select create_day_partitions('event_digests', '2026-04-22', '2026-04-27')")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getInt(1)).isEqualTo(6);
      }
    }
  }

  @Test
  void aRowGoesToThePartitionOfTheTimeInItsId() {
    for (String at : List.of("2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00Z")) {
      LocalDate day = LocalDate.parse(at.substring(0, 10));
      store.create(Table.NOTIFICATIONS, day, day);
      String partition =
          JdbcClient.create(database.dataSource())
              .sql(
                  """
                  insert into notifications
                    (id, tenant, source, event_id, type, lane, state, accepted_at, planned_at)
                  values (
                    (lpad(to_hex((extract(epoch from ?::timestamptz) * 1000)::bigint), 12, '0')
                      || '7fffbfffffffffffffff')::uuid,
                    't', '/s', 'e', 'type', 'normal', 'SKIPPED', now(), now())
                  returning tableoid::regclass
                  """)
              .param(at)
              .query(String.class)
              .single();
      assertThat(partition).isEqualTo("notifications_" + day.toString().replace("-", ""));
    }
  }

  @Test
  void creatingBlocksNobody() throws SQLException {
    try (Connection open = database.dataSource().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("select * from notifications for update");
      assertThat(store.create(Table.NOTIFICATIONS, today.plusDays(20), today.plusDays(20)))
          .isEqualTo(1);
      open.rollback();
    }
  }

  /** A partition was dropped, and the writer remembers that it exists. */
  @Test
  void aMissingPartitionIsToldFromABrokenCheck() {
    DayPartitions partitions = new DayPartitions(missing -> {});
    LocalDate day = today.minusDays(200);
    assertThat(
            partitions.forgetAfter(
                failure(
                    "insert into event_digests values (uuidv7(), uuidv7(), uuidv7(), 0, 0, '%s')"
                        .formatted(day))))
        .isTrue();
    assertThat(partitions.forgetAfter(failure("alter table sweeps add check (name = '')")))
        .isFalse();
  }

  private SQLException failure(String sql) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("insert into sweeps values ('x', now()) on conflict do nothing");
      statement.execute(sql);
      throw new AssertionError("it did not fail");
    } catch (SQLException e) {
      return e;
    }
  }
}
