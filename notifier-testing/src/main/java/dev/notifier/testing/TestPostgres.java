package dev.notifier.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for all tests of the JVM, which starts at the first call. Each test class
 * uses its own database, which is created in a fraction of a second. A database to which nothing is
 * connected is dropped when this JVM has created two dozen others. Thread-safe.
 */
public final class TestPostgres {
  /** A superuser who needs no password. */
  public static final String USER = "postgres";

  /** Long enough for a loaded machine. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(30);

  /** How long a caller waits before it gets an error while the proxy is interrupted. */
  private static final Duration PROXY_CONNECTION_TIMEOUT = Duration.ofSeconds(3);

  private static final int POOL_CONNECTIONS = 8;

  /** More than a test class uses at the same time. */
  private static final int KEPT_DATABASES = 24;

  private static @Nullable TestPostgres shared;

  private final PostgresServer server = PostgresServer.start();
  private final Set<String> templates = new HashSet<>();
  private final List<String> copies = new ArrayList<>();
  private int databases;

  private TestPostgres() {}

  /** The server of the JVM. */
  public static synchronized TestPostgres shared() {
    if (shared == null) {
      shared = new TestPostgres();
    }
    return shared;
  }

  /** Creates an empty database and returns its name. */
  public String newDatabase() {
    return copyOf("template1");
  }

  /**
   * Creates a database as a copy of a template and returns its name.
   *
   * @param template the name of the template
   * @param fill fills the template, given its JDBC URL, the first time that this JVM uses it, and
   *     closes its connections
   */
  public synchronized String newDatabase(String template, Consumer<String> fill) {
    if (!templates.contains(template)) {
      // What was begun before a failure, which would hide its cause from the later tests.
      execute("drop database if exists " + template + " with (force)");
      execute("create database " + template);
      fill.accept(url(template));
      templates.add(template);
    }
    return copyOf(template);
  }

  /** Copied as files, which costs a third of a copy through the WAL. */
  private synchronized String copyOf(String template) {
    dropUnused();
    String name = "test_" + ++databases;
    execute("create database " + name + " template " + template + " strategy file_copy");
    copies.add(name);
    return name;
  }

  /** Each needs some memory. A class that has ended leaves its database without connections. */
  private void dropUnused() {
    int unwanted = copies.size() - KEPT_DATABASES;
    if (unwanted <= 0) {
      return;
    }
    try (Connection connection = DriverManager.getConnection(url(USER), USER, "");
        Statement statement = connection.createStatement()) {
      Set<String> connected = new HashSet<>();
      try (ResultSet rows =
          statement.executeQuery("select distinct datname from pg_stat_activity")) {
        while (rows.next()) {
          connected.add(rows.getString(1));
        }
      }
      List<String> unused =
          copies.stream().filter(name -> !connected.contains(name)).limit(unwanted).toList();
      for (String name : unused) {
        statement.execute("drop database if exists " + name);
      }
      copies.removeAll(unused);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JDBC URL of a database, with its user. */
  public String url(String database) {
    return url(server.host(), server.port(), database);
  }

  /** The JDBC URL of a database through a proxy, with its user. */
  public static String url(String database, InterruptibleProxy proxy) {
    return url("127.0.0.1", proxy.port(), database);
  }

  private static String url(String host, int port, String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?user=" + USER;
  }

  /** A new proxy in front of the server. */
  public InterruptibleProxy newProxy() {
    return new InterruptibleProxy(server.host(), server.port());
  }

  /** A connection pool for a database. */
  public HikariDataSource pool(String database) {
    return poolAt(url(database), CONNECTION_TIMEOUT);
  }

  /** A connection pool through a proxy. While the proxy is interrupted, it fails after 3 s. */
  public static HikariDataSource pool(String database, InterruptibleProxy proxy) {
    return poolAt(url(database, proxy), PROXY_CONNECTION_TIMEOUT);
  }

  private static HikariDataSource poolAt(String url, Duration timeout) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(USER);
    config.setMaximumPoolSize(POOL_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(timeout.toMillis());
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  private void execute(String sql) {
    try (Connection connection = DriverManager.getConnection(url(USER), USER, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
