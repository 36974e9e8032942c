package dev.notifier.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators should change on the PostgreSQL server: it has too few connections, or settings
 * with which a crash of its machine damages the database. The latter is also logged once. Asks at
 * most once a minute. Thread-safe.
 */
public final class ServerWarnings {
  private static final Logger log = LoggerFactory.getLogger(ServerWarnings.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final String SQL =
      """
      select name from pg_settings
      where name in ('fsync', 'full_page_writes') and setting = 'off' order by name
      """;

  private final DataSource dataSource;
  private final LongSupplier nanoTime;
  private final Optional<String> ofConnection;
  private final ConnectionLimit connections;
  private String unsafe = "";
  private @Nullable Long askedAt;

  /**
   * @param nanoTime a monotonic clock
   * @param ofConnection what is known to be wrong about how to connect
   */
  public ServerWarnings(
      DataSource dataSource, LongSupplier nanoTime, Optional<String> ofConnection) {
    this.dataSource = dataSource;
    this.nanoTime = nanoTime;
    this.ofConnection = ofConnection;
    this.connections = new ConnectionLimit(dataSource, nanoTime);
  }

  /** What to do, as of the last minute; null if there is nothing. */
  public synchronized @Nullable String warning() {
    long now = nanoTime.getAsLong();
    if (askedAt == null || now - askedAt >= INTERVAL.toNanos()) {
      askedAt = now;
      String before = unsafe;
      unsafe = ask();
      if (!unsafe.isEmpty() && before.isEmpty()) {
        log.warn("{}", unsafe);
      }
    }
    List<String> warnings = new ArrayList<>();
    if (!unsafe.isEmpty()) {
      warnings.add(unsafe);
    }
    String limit = connections.warning();
    if (limit != null) {
      warnings.add(limit);
    }
    ofConnection.ifPresent(warnings::add);
    return warnings.isEmpty() ? null : String.join("; ", warnings);
  }

  private String ask() {
    List<String> names = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(SQL)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    } catch (SQLException e) {
      return unsafe; // Whether PostgreSQL is available is checked elsewhere.
    }
    return names.isEmpty()
        ? ""
        : "PostgreSQL runs with "
            + String.join(" and ", names)
            + " off: a crash of its machine can damage the database and lose accepted messages; set"
            + (names.size() == 1 ? " it" : " both")
            + " to on and reload the server";
  }
}
