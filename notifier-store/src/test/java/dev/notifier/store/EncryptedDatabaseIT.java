package dev.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.testing.TestCertificates;
import dev.notifier.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The URL of docs/operating.md, with a server that has a certificate. */
class EncryptedDatabaseIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> FILES = List.of("ssl_cert_file", "ssl_key_file");

  @TempDir private Path directory;
  private final String url = MigratedDatabase.newUrl();

  @BeforeEach
  void encrypt() throws Exception {
    TestCertificates.create(directory, "right");
    TestCertificates.create(directory, "other");
    upload("right.pem", "ssl_cert_file");
    upload("right.key", "ssl_key_file");
    execute("alter system set ssl = on");
    reload("on");
  }

  @AfterEach
  void decrypt() throws Exception {
    execute("alter system reset ssl");
    reload("off");
    for (String file : FILES) {
      execute("alter system reset " + file);
    }
    execute("select pg_reload_conf()");
  }

  @Test
  void theConnectionIsEncryptedAndTheCertificateChecked() throws Exception {
    try (Database database = Database.open(settings("right"))) {
      database.migrate();
      try (Connection connection = database.dataSource().getConnection();
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getBoolean("ssl")).isTrue();
      }
    }
  }

  @Test
  void aServerWithAnotherCertificateGetsNoQuery() {
    try (Database database = Database.open(settings("other"))) {
      assertThatThrownBy(() -> database.dataSource().getConnection())
          .hasStackTraceContaining("unable to find valid certification path");
    }
  }

  private Database.Settings settings(String trusted) {
    return new Database.Settings(
        url + "&sslmode=verify-full&sslrootcert=" + directory.resolve(trusted + ".pem"),
        TestPostgres.USER,
        "",
        "test",
        2,
        Duration.ofSeconds(2));
  }

  /** Through SQL, because the server may run as another user or in a container. */
  private void upload(String name, String setting) throws Exception {
    String file = "encrypted-database-" + name;
    String content = Files.readString(directory.resolve(name)).strip();
    execute(
        "copy (select string_to_table('%s', E'\\n')) to program 'umask 077; cat > %s'"
            .formatted(content, file));
    execute("alter system set " + setting + " = '" + file + "'");
  }

  /** The server reads its files after a moment; new connections then have the new settings. */
  private void reload(String ssl) throws Exception {
    execute("select pg_reload_conf()");
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> {
          try (Connection connection = DriverManager.getConnection(url);
              Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("show ssl")) {
            return row.next() && row.getString(1).equals(ssl);
          }
        });
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
