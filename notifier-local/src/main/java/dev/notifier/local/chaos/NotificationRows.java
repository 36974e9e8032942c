package dev.notifier.local.chaos;

import dev.notifier.local.bench.StoreMonitor;
import dev.notifier.local.bench.Target;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What PostgreSQL says of the run's notifications. For one thread. */
final class NotificationRows implements AutoCloseable {
  /** In these something is still to be done: what stays there at the end is lost. */
  static final Set<String> UNDER_WAY = Set.of("ACCEPTED", "DEFERRED", "PLANNED");

  private static final String STATES =
      "select state || coalesce(' ' || reason, ''), count(*) from notifications where source = ?"
          + " group by 1 order by 1";

  private static final String ALL =
      "select event_id, phone, state, reason, possible_duplicate from notifications where source = ?";

  private static final int FETCH = 2_000;

  private final Connection connection;
  private final String source;

  NotificationRows(Target.Store store, String source) throws SQLException {
    this.connection = StoreMonitor.connect(store);
    this.source = source;
  }

  /**
   * One notification.
   *
   * @param number as the simulator writes it: without a plus
   */
  record Row(String eventId, String number, String state, String reason, boolean marked) {
    boolean isUnderWay() {
      return UNDER_WAY.contains(state);
    }

    @Override
    public String toString() {
      return "Row[" + eventId + " " + state + " " + reason + "]";
    }
  }

  /** Takes rows, one by one. */
  interface Taker {
    void take(Row row) throws IOException, InterruptedException;
  }

  /** How many are in each state, with the reason where there is one. */
  Map<String, Long> states() throws SQLException {
    try (var statement = connection.prepareStatement(STATES)) {
      statement.setString(1, source);
      try (var row = statement.executeQuery()) {
        var states = new TreeMap<String, Long>();
        while (row.next()) {
          states.put(row.getString(1), row.getLong(2));
        }
        return states;
      }
    }
  }

  /** How many rows are in states that are under way, of those that {@link #states()} told. */
  static long underWay(Map<String, Long> states) {
    return states.entrySet().stream()
        .filter(state -> UNDER_WAY.contains(state.getKey().split(" ", 2)[0]))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  void each(Taker taker) throws SQLException, IOException, InterruptedException {
    connection.setAutoCommit(false);
    try (var statement = connection.prepareStatement(ALL)) {
      statement.setFetchSize(FETCH);
      statement.setString(1, source);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          taker.take(row(row));
        }
      }
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static Row row(ResultSet row) throws SQLException {
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
