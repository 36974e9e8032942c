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
 * One PostgreSQL server for all tests of the JVM, started by the first who asks. Each test class
 * asks for a database of its own, which takes a fraction of a second. Thread-safe.
 */
public final class TestPostgres {
  /** May do everything, from anywhere and without a password. */
  public static final String USER = "postgres";

  /** As patient as a loaded machine needs: nobody waits for it when all is well. */
  private static final Duration DIRECT_WAIT = Duration.ofSeconds(30);

  /** What a caller waits before it hears that the plug is pulled. */
  private static final Duration PLUGGED_WAIT = Duration.ofSeconds(3);

  private static final int POOL_CONNECTIONS = 8;

  private static @Nullable TestPostgres shared;

  private final PostgresServer server = PostgresServer.start();
  private final AtomicInteger databases = new AtomicInteger();
  private final Set<String> templates = new HashSet<>();

  private TestPostgres() {}

  /** The JVM's server. */
  public static synchronized TestPostgres shared() {
    if (shared == null) {
      shared = new TestPostgres();
    }
    return shared;
  }

  /** The name of a new database with nothing in it. */
  public String newDatabase() {
    return copyOf("template1");
  }

  /**
   * The name of a new database, copied from a template.
   *
   * @param template a name for what is in it
   * @param fill fills the template by its JDBC URL when this JVM asks for it first, and leaves no
   *     connection behind
   */
  public synchronized String newDatabase(String template, Consumer<String> fill) {
    if (!templates.contains(template)) {
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

  /** The JDBC URL of a database behind a plug, with its user. */
  public static String url(String database, InterruptibleProxy plug) {
    return url("127.0.0.1", plug.port(), database);
  }

  private static String url(String host, int port, String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database + "?user=" + USER;
  }

  /** A plug before the server, put in. */
  public InterruptibleProxy plug() {
    return new InterruptibleProxy(server.host(), server.port());
  }

  /** A pool on a database. */
  public HikariDataSource pool(String database) {
    return poolAt(url(database), DIRECT_WAIT);
  }

  /** A pool on a database behind a plug; who asks while it is pulled hears so after seconds. */
  public static HikariDataSource pool(String database, InterruptibleProxy plug) {
    return poolAt(url(database, plug), PLUGGED_WAIT);
  }

  private static HikariDataSource poolAt(String url, Duration wait) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(USER);
    config.setMaximumPoolSize(POOL_CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(wait.toMillis());
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
