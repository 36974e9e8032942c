package dev.notifier.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server for all tests of the JVM, which starts at the first call. Each test class
 * uses its own database, which is created in a fraction of a second. Thread-safe.
 */
public final class TestPostgres {
  /** A superuser who needs no password. */
  public static final String USER = "postgres";

  /** Long enough for a loaded machine. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(30);

  /** How long a caller waits before it gets an error while the proxy is interrupted. */
  private static final Duration PROXY_CONNECTION_TIMEOUT = Duration.ofSeconds(3);

  private static final int POOL_CONNECTIONS = 8;

  private static @Nullable TestPostgres shared;

  private final PostgresServer server = PostgresServer.start();
  private final AtomicInteger databases = new AtomicInteger();
  private final Set<String> templates = new HashSet<>();

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

  private String copyOf(String template) {
    String name = "test_" + databases.incrementAndGet();
    execute("create database " + name + " template " + template);
    return name;
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
