package dev.notifier.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Warns before all connections that PostgreSQL allows are in use: another program could then not
 * start. Asks at most once a minute. Thread-safe.
 */
public final class ConnectionLimit {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int WARNING_PERCENT = 80;

  /** What ordinary roles may use. The statistics show only a number, not what others do. */
  private static final String SQL =
      """
      select (select count(*) from pg_stat_activity where backend_type = 'client backend'),
             current_setting('max_connections')::int
               - current_setting('superuser_reserved_connections')::int
               - coalesce(current_setting('reserved_connections', true), '0')::int
      """;

  private final DataSource dataSource;
  private final LongSupplier nanoTime;
  private @Nullable String warning;
  private @Nullable Long askedAt;

  /**
   * @param nanoTime a monotonic clock
   */
  public ConnectionLimit(DataSource dataSource, LongSupplier nanoTime) {
    this.dataSource = dataSource;
    this.nanoTime = nanoTime;
  }

  /** What to do about too few connections, as of the last minute; null if there are enough. */
  public synchronized @Nullable String warning() {
    long now = nanoTime.getAsLong();
    if (askedAt == null || now - askedAt >= INTERVAL.toNanos()) {
      askedAt = now;
      warning = ask();
    }
    return warning;
  }

  private @Nullable String ask() {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SQL)) {
      row.next();
      int used = row.getInt(1);
      int limit = row.getInt(2);
      return used * 100 < limit * WARNING_PERCENT
          ? null
          : used
              + " of "
              + limit
              + " connections of PostgreSQL are in use; raise its max_connections or lower"
              + " notifier.postgres.max-connections";
    } catch (SQLException e) {
      return warning; // Whether PostgreSQL is available is checked elsewhere.
    }
  }
}
