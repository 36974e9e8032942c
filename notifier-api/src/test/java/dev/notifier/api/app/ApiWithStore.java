package dev.notifier.api.app;

import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A Kafka cluster and a migrated database of their own, and an api that uses them. A test writes
 * rows into the database as the worker would.
 */
final class ApiWithStore implements AutoCloseable {
  private static final int CONNECTIONS = 2;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final TestKafka kafka = TestKafka.fresh();
  private final String url = RunningApi.newStoreUrl();
  private final Database database =
      Database.open(new Database.Settings(url, "postgres", "", "test", CONNECTIONS, TIMEOUT));
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private @Nullable RunningApi api;

  private ApiWithStore() {}

  /** Starts Kafka and opens the database; the api is not running yet. */
  static ApiWithStore open() {
    ApiWithStore store = new ApiWithStore();
    store.database.migrate();
    return store;
  }

  /** Starts the api. */
  RunningApi start(String... settings) {
    RunningApi started = RunningApi.start(kafka.bootstrapServers(), url, settings);
    api = started;
    return started;
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
    if (api != null) {
      api.close();
    }
    database.close();
    kafka.close();
  }
}
