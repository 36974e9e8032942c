package dev.notifier.api.app;

import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An api and its database as after a first start. A test writes rows into the database as the
 * worker would.
 */
final class ApiWithStore implements AutoCloseable {
  private static final int CONNECTIONS = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final TestKafka kafka = TestKafka.shared();
  private final @Nullable SharedApi shared;
  private final String url;
  private final Database database;
  private final JdbcTemplate jdbc;
  private @Nullable RunningApi api;

  private ApiWithStore() {
    shared = null;
    url = RunningApi.newStoreUrl();
    database =
        Database.open(new Database.Settings(url, "postgres", "", "test", CONNECTIONS, TIMEOUT));
    jdbc = new JdbcTemplate(database.dataSource());
  }

  private ApiWithStore(SharedApi shared) {
    this.shared = shared;
    url = "";
    database = shared.database();
    jdbc = new JdbcTemplate(database.dataSource());
  }

  /** The api of all tests, with cleared tables; only its operators can be chosen. */
  static ApiWithStore shared() {
    return new ApiWithStore(SharedApi.cleared());
  }

  /** A database for an api that uses the broker of all tests and is not running yet. */
  static ApiWithStore open() {
    return new ApiWithStore();
  }

  /** Starts the api, or chooses the operators of the shared one. */
  RunningApi start(String... settings) {
    if (shared != null) {
      return shared.operate(settings);
    }
    RunningApi started = RunningApi.start(kafka.bootstrapServers(), url, settings);
    api = started;
    return started;
  }

  /** The cookie of a session in the console of the shared api. */
  String consoleSession() {
    return Objects.requireNonNull(shared, "not the shared api").consoleSession();
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  DataSource dataSource() {
    return database.dataSource();
  }

  TestKafka kafka() {
    return kafka;
  }

  @Override
  public void close() {
    if (shared != null) {
      return;
    }
    if (api != null) {
      api.close();
    }
    database.close();
  }
}
