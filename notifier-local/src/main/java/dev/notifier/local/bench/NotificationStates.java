package dev.notifier.local.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The number of notifications in each state.
 *
 * @param counts by state and, where there is one, the reason, such as {@code REJECTED NO_TEMPLATE}
 */
public record NotificationStates(Map<String, Long> counts) {
  /** States with work left to do: a notification that is still there at the end is lost. */
  public static final Set<String> IN_PROGRESS = Set.of("ACCEPTED", "DEFERRED", "PLANNED");

  public static final NotificationStates NONE = new NotificationStates(Map.of());

  private static final String UNDEFINED_TABLE = "42P01";

  private static final String QUERY =
      """
      select state || coalesce(' ' || reason, ''), count(*) from notifications
      where source = ? and id >= ?
      group by 1
      """;

  public NotificationStates {
    counts = Map.copyOf(counts);
  }

  /**
   * Counts the notifications of all events with this source. There are none while the worker has
   * not created the tables yet.
   */
  public static NotificationStates query(Connection connection, String source) throws SQLException {
    return query(connection, source, new UUID(0, 0));
  }

  /**
   * As {@link #query(Connection, String)}.
   *
   * @param first the lowest id; PostgreSQL reads only the days since
   */
  static NotificationStates query(Connection connection, String source, UUID first)
      throws SQLException {
    try (var statement = connection.prepareStatement(QUERY)) {
      statement.setString(1, source);
      statement.setObject(2, first);
      try (var row = statement.executeQuery()) {
        var counts = new TreeMap<String, Long>();
        while (row.next()) {
          counts.put(row.getString(1), row.getLong(2));
        }
        return new NotificationStates(counts);
      }
    } catch (SQLException e) {
      if (UNDEFINED_TABLE.equals(e.getSQLState())) {
        return NONE;
      }
      throw e;
    }
  }

  /** All counts, ordered by state and reason. */
  public SortedMap<String, Long> sorted() {
    return new TreeMap<>(counts);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The number of notifications in this state, whatever the reason. */
  public long in(String state) {
    return in(Set.of(state));
  }

  public long inProgress() {
    return in(IN_PROGRESS);
  }

  long in(Set<String> states) {
    return counts.entrySet().stream()
        .filter(entry -> states.contains(entry.getKey().split(" ", 2)[0]))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
