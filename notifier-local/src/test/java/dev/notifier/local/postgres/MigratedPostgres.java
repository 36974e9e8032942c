package dev.notifier.local.postgres;

import dev.notifier.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A server for all tests of this JVM that need its tables only, because a migration is expensive.
 * It starts at the first call and ends with the JVM. Each test class uses its own database, which
 * is a copy of a migrated one. Thread-safe.
 */
public final class MigratedPostgres {
  public static final String PASSWORD = "of this test";

  private static @Nullable EmbeddedPostgres server;
  private static int databases;

  private MigratedPostgres() {}

  /** Creates a database with all tables, and returns its JDBC URL without user and password. */
  public static synchronized String newDatabase() throws Exception {
    if (server == null) {
      server = start();
    }
    String name = "test_" + ++databases;
    try (var connection =
            DriverManager.getConnection(url(server, "postgres"), EmbeddedPostgres.USER, PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute(
          "create database %s template %s strategy file_copy"
              .formatted(name, EmbeddedPostgres.DATABASE));
    }
    return url(server, name);
  }

  /** The URL of a database with user and password. */
  public static String withLogin(String url) {
    String password = URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).replace("+", "%20");
    return url + "?user=" + EmbeddedPostgres.USER + "&password=" + password;
  }

  private static EmbeddedPostgres start() throws IOException, InterruptedException, SQLException {
    Path directory = Files.createTempDirectory("notifier-local-postgres-");
    EmbeddedPostgres started =
        EmbeddedPostgres.start(
            new EmbeddedPostgres.Directories(
                directory, UnpackedPrograms.DIRECTORY, directory.resolve("log")),
            0,
            PASSWORD);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started, directory)));
    var settings =
        new Database.Settings(
            started.jdbcUrl(), EmbeddedPostgres.USER, PASSWORD, "test", 1, Duration.ofSeconds(30));
    try (Database database = Database.open(settings)) {
      database.migrate();
    }
    return started;
  }

  private static void end(EmbeddedPostgres server, Path directory) {
    server.close();
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String url(EmbeddedPostgres server, String database) {
    return "jdbc:postgresql://" + server.address() + "/" + database;
  }
}
