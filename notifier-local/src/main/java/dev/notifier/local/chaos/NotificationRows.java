package dev.notifier.local.chaos;

import dev.notifier.local.bench.NotificationStates;
import dev.notifier.local.bench.Target;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads the notifications of the run from PostgreSQL. Not thread-safe. */
final class NotificationRows implements AutoCloseable {
  private static final String ALL =
      "select event_id, phone, state, reason, possible_duplicate from notifications where source = ?";

  private static final int FETCH_SIZE = 2_000;

  private final Connection connection;
  private final String source;

  NotificationRows(Target.Database database, String source) throws SQLException {
    this.connection = database.connect();
    this.source = source;
  }

  /**
   * One notification.
   *
   * @param number the phone number as the simulator writes it: without a plus
   */
  record Row(
      String eventId, String number, String state, String reason, boolean possibleDuplicate) {
    boolean isInProgress() {
      return NotificationStates.IN_PROGRESS.contains(state);
    }

    @Override
    public String toString() {
      return "Row[" + eventId + " " + state + " " + reason + "]";
    }
  }

  /** Receives rows one by one. */
  interface RowConsumer {
    void accept(Row row) throws IOException, InterruptedException;
  }

  NotificationStates states() throws SQLException {
    return NotificationStates.query(connection, source);
  }

  void forEach(RowConsumer consumer) throws SQLException, IOException, InterruptedException {
    connection.setAutoCommit(false);
    try (var statement = connection.prepareStatement(ALL)) {
      statement.setFetchSize(FETCH_SIZE);
      statement.setString(1, source);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          consumer.accept(read(row));
        }
      }
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString("event_id"),
        text(row, "phone").replace("+", ""),
        row.getString("state"),
        text(row, "reason"),
        row.getBoolean("possible_duplicate"));
  }

  private static String text(ResultSet row, String column) throws SQLException {
    var text = row.getString(column);
    return text == null ? "" : text;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
