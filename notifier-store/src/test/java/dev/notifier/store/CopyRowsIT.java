package dev.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** PostgreSQL reads the binary format as the texts of the same values. */
class CopyRowsIT {
  private static final String COPY = "copy copied from stdin (format binary)";

  private final Connection connection = connect();
  private final JdbcTemplate jdbc =
      new JdbcTemplate(new SingleConnectionDataSource(connection, true));

  private static Connection connect() {
    try {
      String url = TestPostgres.shared().url(TestPostgres.shared().newDatabase());
      Connection opened = DriverManager.getConnection(url);
      try (Statement statement = opened.createStatement()) {
        statement.execute(
            """
            create table copied (id uuid primary key, small smallint, int integer, big bigint,
              flag boolean, word text, day date, at timestamptz)
            """);
      }
      return opened;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyTypeIsRead() throws SQLException {
    UUID id = UUID.fromString("fedcba98-7654-7210-8123-456789abcdef");
    List<Instant> times =
        List.of(
            Instant.parse("2026-11-28T12:34:56.123456Z"),
            Instant.parse("2026-11-28T12:34:56.9999995Z"),
            Instant.parse("1999-12-31T23:59:59.999999Z"),
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("9999-12-31T00:00:00Z"));
    CopyRows rows = new CopyRows(8, times.size());
    for (int i = 0; i < times.size(); i++) {
      rows.row()
          .uuid(i == 0 ? id : new UUID(0, i))
          .smallint(-i)
          .integer(i - 2)
          .bigint(Long.MIN_VALUE + i)
          .bool(i == 0 ? null : i % 2 == 0)
          .text("Bà " + i)
          .date(LocalDate.of(1999, 12, 31).plusDays(i))
          .time(times.get(i));
    }
    rows.send(connection, COPY);
    for (int i = 0; i < times.size(); i++) {
      assertThat(
              jdbc.queryForObject(
                  """
                  select count(*) from copied
                  where id = ? and small = ? and int = ? and big = ? and flag is not distinct from ?
                    and word = ? and day = ?::date and at = ?::timestamptz
                  """,
                  Integer.class,
                  i == 0 ? id : new UUID(0, i),
                  -i,
                  i - 2,
                  Long.MIN_VALUE + i,
                  i == 0 ? null : i % 2 == 0,
                  "Bà " + i,
                  LocalDate.of(1999, 12, 31).plusDays(i).toString(),
                  times.get(i).toString()))
          .as("row %d", i)
          .isEqualTo(1);
    }
  }

  @Test
  void rowsMayBeLongerThanExpected() throws SQLException {
    CopyRows rows = new CopyRows(8, 1);
    for (int i = 0; i < 100; i++) {
      rows.row().uuid(new UUID(1, i)).smallint(1).integer(1).bigint(1L).bool(true);
      rows.text("x".repeat(10_000)).date(LocalDate.EPOCH).time(Instant.EPOCH);
    }
    rows.send(connection, COPY);
    assertThat(jdbc.queryForObject("select sum(length(word)) from copied", Long.class))
        .isEqualTo(1_000_000);
  }

  /** Its late reply would be taken for that of another statement. */
  @Test
  void aConnectionWhoseCopyTimesOutIsEnded() throws SQLException {
    String url = connection.getMetaData().getURL();
    connection.setAutoCommit(false);
    one(7).send(connection, COPY);
    try (Connection other =
        DriverManager.getConnection(url + (url.contains("?") ? "&" : "?") + "socketTimeout=1")) {
      assertThatThrownBy(() -> one(7).send(other, COPY)).isInstanceOf(SQLException.class);
      assertThat(other.isClosed()).isTrue();
    }
    connection.rollback();
  }

  @Test
  void aSmallintOutOfRangeIsNotCut() {
    assertThatThrownBy(() -> new CopyRows(1, 1).row().smallint(40_000))
        .isInstanceOf(ArithmeticException.class);
  }

  private static CopyRows one(long id) {
    return new CopyRows(8, 1)
        .row()
        .uuid(new UUID(3, id))
        .smallint(1)
        .integer(1)
        .bigint(1L)
        .bool(true)
        .text("one")
        .date(LocalDate.EPOCH)
        .time(Instant.EPOCH);
  }

  @Test
  void theConnectionCanBeUsedAfterAnError() throws SQLException {
    CopyRows rows = new CopyRows(8, 2);
    for (int i = 0; i < 2; i++) {
      rows.row().uuid(new UUID(2, 2)).smallint(1).integer(1).bigint(1L).bool(true);
      rows.text("twice").date(LocalDate.EPOCH).time(Instant.EPOCH);
    }
    assertThatThrownBy(() -> rows.send(connection, COPY))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
    assertThatThrownBy(() -> rows.send(connection, COPY.replace("copied", "missing")))
        .isInstanceOf(SQLException.class);
    assertThat(jdbc.queryForObject("select count(*) from copied", Long.class)).isZero();
  }
}
