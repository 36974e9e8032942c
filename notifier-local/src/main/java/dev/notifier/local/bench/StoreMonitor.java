package dev.notifier.local.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Counts the progress of a run in the database. Ids are ordered by the time of planning, so the
 * oldest notifications that have ended are counted once and then skipped: the query stays cheap in
 * a long run. Not thread-safe.
 */
final class StoreMonitor implements AutoCloseable {
  private static final UUID FIRST = new UUID(0, 0);

  /** A transaction with earlier ids may commit this much later than one with later ids. */
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
  private static final int OLDEST_PENDING = 5;

  private final Connection connection;
  private final String source;
  private UUID floor = FIRST;
  private StateCounts below = StateCounts.NONE;

  StoreMonitor(Target.Database database, String source) throws SQLException {
    this.connection = database.connect();
    this.source = source;
  }

  /** The progress of the run. */
  StateCounts count() throws SQLException {
    try (var statement = connection.prepareStatement(COUNTS)) {
      StateCounts all;
      long oldestPending;
      try (var row = execute(statement, floor, new UUID(-1, -1))) {
        all = below.plus(states(row));
        var pending = row.getString(OLDEST_PENDING);
        oldestPending =
            pending == null ? Instant.now().toEpochMilli() : millis(UUID.fromString(pending));
      }
      raiseFloor(statement, oldestPending - LATE_COMMIT_MS);
      return all;
    }
  }

  /** Counts everything again at the next call of {@link #count()}. */
  void reset() {
    floor = FIRST;
    below = StateCounts.NONE;
  }

  private void raiseFloor(PreparedStatement statement, long millis) throws SQLException {
    if (millis < millis(floor) + LATE_COMMIT_MS) {
      return;
    }
    var higher = new UUID(millis << Short.SIZE, 0);
    try (var row = execute(statement, floor, higher)) {
      below = below.plus(states(row));
      floor = higher;
    }
  }

  private ResultSet execute(PreparedStatement statement, UUID from, UUID to) throws SQLException {
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
