package dev.notifier.worker.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * One PostgreSQL server for all tests of the JVM. Each test class asks for a database of its own,
 * copied from a migrated template, which takes a fraction of a second.
 */
public final class TestPostgres {
  private static final String TEMPLATE = "line_template";
  private static final int CONNECT_TIMEOUT_MS = 1_000;
  private static final int POOL_CONNECTIONS = 8;

  private static final class Shared {
    static final TestPostgres POSTGRES = new TestPostgres();
  }

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private TestPostgres() {
    try {
      server = EmbeddedPostgres.builder().start();
      execute("create database " + TEMPLATE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Flyway.configure().dataSource(url(server.getPort(), TEMPLATE), "postgres", "").load().migrate();
  }

  /** The JVM's server. */
  public static TestPostgres shared() {
    return Shared.POSTGRES;
  }

  /** The port the server listens on, for a plug that stands before it. */
  public int port() {
    return server.getPort();
  }

  /** The name of a new, migrated, empty database. */
  public String newDatabase() {
    String name = "line_" + databases.incrementAndGet();
    execute("create database " + name + " template " + TEMPLATE);
    return name;
  }

  /** A pool on a new, migrated, empty database. */
  public HikariDataSource newDataSource() {
    return pool(port(), newDatabase());
  }

  /** A pool on a database by way of a port. Its time-outs are short and no test asserts on them. */
  public static HikariDataSource pool(int port, String database) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url(port, database));
    config.setUsername("postgres");
    config.setMaximumPoolSize(POOL_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_TIMEOUT_MS);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
