package dev.notifier.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The connections to PostgreSQL of one application. Opening never waits for the database: an
 * application can start before it. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final HikariDataSource connections;

  private Database(HikariDataSource connections) {
    this.connections = connections;
  }

  /**
   * What it takes to connect.
   *
   * @param url {@code jdbc:postgresql://host:port/name}
   * @param application shown by PostgreSQL beside each connection
   * @param connections at most so many at once, at least 2: {@link #migrate} holds two
   * @param borrowTimeout how long a caller waits for a free connection before it fails with an
   *     {@link java.sql.SQLTransientConnectionException}; at least 250 ms
   */
  public record Settings(
      String url,
      String username,
      String password,
      String application,
      int connections,
      Duration borrowTimeout) {
    /** Never the password. */
    @Override
    public String toString() {
      return "Settings[" + application + ", connections=" + connections + "]";
    }
  }

  /** Makes the pool. Connections are made when they are first asked for. */
  public static Database open(Settings settings) {
    return open(settings, ANSWER_TIMEOUT);
  }

  /** The same, for migrations alone: one that rebuilds a table takes as long as it takes. */
  public static Database openForMigration(Settings settings) {
    return open(settings, Duration.ZERO);
  }

  private static Database open(Settings settings, Duration answerTimeout) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    if (!settings.username().isEmpty()) {
      config.setUsername(settings.username());
    }
    if (!settings.password().isEmpty()) {
      config.setPassword(settings.password());
    }
    config.setPoolName("postgres-" + settings.application());
    config.setMaximumPoolSize(settings.connections());
    config.setConnectionTimeout(settings.borrowTimeout().toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("ApplicationName", "notifier-" + settings.application());
    config.addDataSourceProperty("connectTimeout", CONNECT_TIMEOUT.toSeconds());
    config.addDataSourceProperty("socketTimeout", answerTimeout.toSeconds());
    config.addDataSourceProperty("tcpKeepAlive", true);
    return new Database(new HikariDataSource(config));
  }

  public DataSource dataSource() {
    return connections;
  }

  /**
   * Brings the schema to this program's version. Several applications may call it at once: they
   * take turns behind a lock in the database.
   *
   * @return how many migrations were applied
   * @throws org.flywaydb.core.api.FlywayException when the database is away or the schema is not
   *     one of ours
   */
  public int migrate() {
    return Flyway.configure().dataSource(connections).load().migrate().migrationsExecuted;
  }

  /**
   * Looks whether the schema is at least at this program's version. A newer one is well: changes
   * first add and only later take away, so that programs of the version before go on.
   *
   * @throws SchemaBehindException when migrations are missing
   * @throws org.flywaydb.core.api.FlywayException when the database is away
   */
  public void requireMigrated() {
    int missing = Flyway.configure().dataSource(connections).load().info().pending().length;
    if (missing > 0) {
      throw new SchemaBehindException(missing);
    }
  }

  /** The version of the schema, or an empty text where there is none yet. */
  public String schemaVersion() {
    MigrationInfo current = Flyway.configure().dataSource(connections).load().info().current();
    return current == null ? "" : String.valueOf(current.getVersion());
  }

  @Override
  public void close() {
    connections.close();
  }
}
