package dev.notifier.store.clock;

import dev.notifier.store.PgInstants;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the clock of this machine with PostgreSQL's. Thread-safe. */
public final class ClockDifference {
  private static final int LIMIT_SECONDS = 60;
  static final Duration LIMIT = Duration.ofSeconds(LIMIT_SECONDS);
  private static final int STATEMENT_SECONDS = 5;
  private static final Logger log = LoggerFactory.getLogger(ClockDifference.class);

  private final DataSource database;
  private final InstantSource clock;

  public ClockDifference(DataSource database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * How far this machine's clock is ahead at least; negative if it is behind. A slow response makes
   * the result smaller, never greater. Takes up to the timeout of a connection and of a statement.
   * Empty while PostgreSQL is unavailable.
   */
  public Optional<Duration> ahead() {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(STATEMENT_SECONDS);
      Instant before = clock.instant();
      Instant server = serverTime(statement);
      Instant after = clock.instant();
      if (server.isBefore(before)) {
        return Optional.of(Duration.between(server, before));
      }
      return Optional.of(server.isAfter(after) ? Duration.between(server, after) : Duration.ZERO);
    } catch (SQLException e) {
      log.debug("The clock of PostgreSQL cannot be read", e);
      return Optional.empty();
    }
  }

  private static Instant serverTime(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      return PgInstants.get(row, 1);
    }
  }

  /** Whether the clocks differ by more than {@value #LIMIT_SECONDS} s. */
  public static boolean isTooMuch(Duration ahead) {
    return ahead.abs().compareTo(LIMIT) > 0;
  }

  /** What is wrong and what to do, if the clocks differ too much. */
  public static String advice(Duration ahead) {
    return "the clock of this machine is "
        + ahead.abs().toSeconds()
        + " s "
        + (ahead.isNegative() ? "behind" : "ahead of")
        + " PostgreSQL's, more than "
        + LIMIT_SECONDS
        + " s: messages would expire too early or too late, and Kafka refuses records of the"
        + " future; correct the clock that is wrong, for example with NTP";
  }
}
