package dev.notifier.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

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
    config.addDataSourceProperty("socketTimeout", ANSWER_TIMEOUT.toSeconds());
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

  @Override
  public void close() {
    connections.close();
  }
}
