package dev.notifier.local.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Asks the database how far a run is. Ids are ordered by the time of planning, so what is settled
 * behind everything else is counted once and not looked at again: the question stays cheap however
 * long the run. For one thread.
 */
public final class StoreMonitor implements AutoCloseable {
  private static final UUID FIRST = new UUID(0, 0);

  /** A transaction that stores earlier ids than another may commit this much later. */
  private static final long LATE_COMMIT_MS = 10_000;

  private static final String COUNTS =
      """
      select count(*), count(submitted_at),
             count(*) filter (where state = 'DELIVERED'),
             count(*) filter (where state in
               ('SKIPPED', 'CANCELLED', 'EXPIRED', 'REJECTED', 'UNDELIVERED', 'NO_RECEIPT')),
             min(id::text) filter (where state in
               ('ACCEPTED', 'DEFERRED', 'PLANNED', 'SUBMITTED', 'UNCONFIRMED'))
      from notifications where id >= ? and id < ? and source = ?
      """;
  private static final int OLDEST_OPEN = 5;

  private final Connection connection;
  private final String source;
  private UUID floor = FIRST;
  private StateCounts below = StateCounts.NONE;

  public StoreMonitor(Target.Store store, String source) throws SQLException {
    this.connection = connect(store);
    this.source = source;
  }

  /** A connection of its own, for the caller to close. */
  public static Connection connect(Target.Store store) throws SQLException {
    return store.user().isEmpty()
        ? DriverManager.getConnection(store.url())
        : DriverManager.getConnection(store.url(), store.user(), store.password());
  }

  /** How far the run is. */
  public StateCounts look() throws SQLException {
    try (var statement = connection.prepareStatement(COUNTS)) {
      StateCounts all;
      long oldestOpen;
      try (var row = ask(statement, floor, new UUID(-1, -1))) {
        all = below.plus(states(row));
        var open = row.getString(OLDEST_OPEN);
        oldestOpen = open == null ? Instant.now().toEpochMilli() : millis(UUID.fromString(open));
      }
      raiseFloor(statement, oldestOpen - LATE_COMMIT_MS);
      return all;
    }
  }

  /** Counts everything anew at the next look. */
  public void forget() {
    floor = FIRST;
    below = StateCounts.NONE;
  }

  private void raiseFloor(PreparedStatement statement, long millis) throws SQLException {
    if (millis < millis(floor) + LATE_COMMIT_MS) {
      return;
    }
    var higher = new UUID(millis << Short.SIZE, 0);
    try (var row = ask(statement, floor, higher)) {
      below = below.plus(states(row));
      floor = higher;
    }
  }

  private ResultSet ask(PreparedStatement statement, UUID from, UUID to) throws SQLException {
    statement.setObject(1, from);
    statement.setObject(2, to);
    statement.setString(3, source);
    var row = statement.executeQuery();
    row.next();
    return row;
  }

  private static StateCounts states(ResultSet row) throws SQLException {
    return new StateCounts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
  }

  private static long millis(UUID id) {
    return id.getMostSignificantBits() >>> Short.SIZE;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
