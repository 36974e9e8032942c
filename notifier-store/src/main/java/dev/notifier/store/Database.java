package dev.notifier.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The connection pool of one application to PostgreSQL. Opening it does not wait for the database,
 * so an application can start first. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(30);

  /** For the lock, for the migrations, and for afterMigrate.sql. */
  private static final int MIGRATION_CONNECTIONS = 3;

  /** A migration may rebuild a table, whatever limits the database or the role has. */
  private static final String NO_LIMITS =
      "-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0";

  /**
   * Another program may hold the lock for as long as its migration takes. Flyway keeps this number
   * in a static field, so a negative one would be mixed with that of another Flyway in this
   * process.
   */
  private static final int LOCK_RETRIES = Integer.MAX_VALUE;

  /**
   * A plan for any parameters is one for all partitions. PostgreSQL would prefer it, because it
   * assumes that arrays are short, and each transaction would lock hundreds of tables.
   */
  private static final String PLAN_FOR_PARAMETERS = "set plan_cache_mode = force_custom_plan";

  /** Connections that are not needed are closed, so that many programs can share a server. */
  private static final int IDLE_CONNECTIONS = 2;

  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(2);

  private static final int VALID_SECONDS = 2;

  private final Settings settings;
  private final HikariDataSource connections;

  private Database(Settings settings, HikariDataSource connections) {
    this.settings = settings;
    this.connections = connections;
  }

  /**
   * The connection settings.
   *
   * @param url {@code jdbc:postgresql://host:port/name}
   * @param application the name that PostgreSQL shows for each connection
   * @param connections the maximum number of connections, {@link #migrate} uses three more for a
   *     moment
   * @param borrowTimeout how long a caller waits for a free connection before it gets an {@link
   *     java.sql.SQLTransientConnectionException}; at least 250 ms
   */
  public record Settings(
      String url,
      String username,
      String password,
      String application,
      int connections,
      Duration borrowTimeout) {
    /** Omits the password. */
    @Override
    public String toString() {
      return "Settings[" + application + ", connections=" + connections + "]";
    }
  }

  /** Creates the pool. Connections are opened when they are first needed. */
  public static Database open(Settings settings) {
    return open(settings, QUERY_TIMEOUT);
  }

  /** Creates a pool without a query timeout, for migrations, which may rebuild a table. */
  public static Database openForMigration(Settings settings) {
    return open(settings, Duration.ZERO);
  }

  static Database open(Settings settings, Duration queryTimeout) {
    return new Database(settings, pool(settings, queryTimeout, settings.connections(), ""));
  }

  private static HikariDataSource pool(
      Settings settings, Duration queryTimeout, int maxConnections, String options) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    if (!settings.username().isEmpty()) {
      config.setUsername(settings.username());
    }
    if (!settings.password().isEmpty()) {
      config.setPassword(settings.password());
    }
    config.setPoolName("postgres-" + settings.application());
    config.setMaximumPoolSize(maxConnections);
    config.setMinimumIdle(Math.min(IDLE_CONNECTIONS, maxConnections));
    config.setIdleTimeout(IDLE_TIMEOUT.toMillis());
    config.setConnectionTimeout(settings.borrowTimeout().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(PLAN_FOR_PARAMETERS);
    config.addDataSourceProperty("ApplicationName", "notifier-" + settings.application());
    config.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT.toSeconds());
    config.addDataSourceProperty("socketTimeout", queryTimeout.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    if (!options.isEmpty()) {
      config.addDataSourceProperty("options", options);
    }
    return new HikariDataSource(config);
  }

  /**
   * Whether PostgreSQL responds. Blocks for some seconds at most. If all connections are in use, it
   * does: those that do not respond end after a time limit.
   */
  public boolean isAvailable() {
    try (Connection connection = connections.getConnection()) {
      return connection.isValid(VALID_SECONDS);
    } catch (SQLTransientConnectionException e) {
      HikariPoolMXBean pool = connections.getHikariPoolMXBean();
      return pool != null && pool.getActiveConnections() >= connections.getMaximumPoolSize();
    } catch (SQLException e) {
      return false;
    }
  }

  public DataSource dataSource() {
    return connections;
  }

  /**
   * Migrates the schema to the version of this program, with connections of its own that have no
   * time limit: a migration that is cut off would start over for ever. Several applications may
   * call it at the same time; a lock in the database serializes them.
   *
   * @return the number of migrations applied
   * @throws org.flywaydb.core.api.FlywayException if the database is unavailable or has another
   *     schema
   */
  public int migrate() {
    try (HikariDataSource unlimited =
        pool(settings, Duration.ZERO, MIGRATION_CONNECTIONS, NO_LIMITS)) {
      return Flyway.configure()
          .dataSource(unlimited)
          .lockRetryCount(LOCK_RETRIES)
          .load()
          .migrate()
          .migrationsExecuted;
    }
  }

  /**
   * Checks that the schema has at least the version of this program. A newer schema is accepted,
   * because a migration removes only what the version before no longer uses.
   *
   * @throws SchemaBehindException if migrations are missing
   * @throws org.flywaydb.core.api.FlywayException if the database is unavailable
   */
  public void requireMigrated() {
    int missing = Flyway.configure().dataSource(connections).load().info().pending().length;
    if (missing > 0) {
      throw new SchemaBehindException(missing);
    }
  }

  /** Returns the version of the schema, or an empty string if there is none yet. */
  public String schemaVersion() {
    MigrationInfo current = Flyway.configure().dataSource(connections).load().info().current();
    return current == null ? "" : String.valueOf(current.getVersion());
  }

  @Override
  public void close() {
    connections.close();
  }
}
