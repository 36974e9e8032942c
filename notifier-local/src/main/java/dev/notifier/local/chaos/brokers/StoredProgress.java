package dev.notifier.local.chaos.brokers;

import dev.notifier.contracts.Lane;
import dev.notifier.local.bench.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/** What PostgreSQL shows about the notifications of a run. Not thread-safe. */
final class StoredProgress implements AutoCloseable {
  /** Messages that are retried or marked have another reason to be late. */
  private static final String FIRST_ATTEMPT = "attempt = 1 and not possible_duplicate";

  private static final String SUBMITTED =
      "select count(submitted_at) from notifications where source = ?";

  private static final String LAST_LATE =
      "select max(submitted_at) from notifications where source = ? and accepted_at between ? and ?"
          + " and submitted_at - accepted_at > make_interval(secs => ?) and (lane = ?) = ? and "
          + FIRST_ATTEMPT;

  private final Connection connection;
  private final String source;

  StoredProgress(Target.Database database, String source) throws SQLException {
    this.connection = database.connect();
    this.source = source;
  }

  /** The number of messages whose submission is stored. */
  long submitted() throws SQLException {
    try (var statement = connection.prepareStatement(SUBMITTED)) {
      statement.setString(1, source);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * When the last late message was submitted, in seconds from the loss; 0 if none was late.
   *
   * @param limit a message is late if it was submitted later than this after its acceptance
   */
  double lastLate(boolean urgent, Instant from, Instant until, Duration limit) throws SQLException {
    try (var statement = connection.prepareStatement(LAST_LATE)) {
      statement.setString(1, source);
      statement.setTimestamp(2, Timestamp.from(from.minus(limit)));
      statement.setTimestamp(3, Timestamp.from(until));
      statement.setDouble(4, limit.toMillis() / 1e3);
      statement.setString(5, Lane.URGENT.name());
      statement.setBoolean(6, urgent);
      try (var row = statement.executeQuery()) {
        row.next();
        var last = row.getTimestamp(1);
        return last == null ? 0 : Duration.between(from, last.toInstant()).toMillis() / 1e3;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
