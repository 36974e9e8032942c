package dev.notifier.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class DatabaseIT {
  private static final int MIGRATIONS = 59;
  private static final String LATEST_VERSION = "60";
  private static final String UNAVAILABLE = "jdbc:postgresql://127.0.0.1:1/none";

  /** Long enough for a slow machine. */
  private static final Duration LONG = Duration.ofSeconds(30);

  /** For a server that is unavailable. */
  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void applicationsThatStartAtTheSameTimeMigrateOnce() throws Exception {
    String url = MigratedDatabase.emptyUrl();
    try (Database api = open(url);
        Database worker = open(url);
        var threads = Executors.newFixedThreadPool(2)) {
      List<Callable<Integer>> starts = new ArrayList<>();
      for (Database database : List.of(api, worker)) {
        starts.add(database::migrate);
      }
      int applied = 0;
      for (var start : threads.invokeAll(starts)) {
        applied += start.get();
      }

      assertThat(applied).isEqualTo(MIGRATIONS);
      assertThat(api.migrate()).isZero();
      assertThat(
              new NotificationLookup(worker.dataSource(), Clock.systemUTC())
                  .find("default", "/none", "0"))
          .isEmpty();
    }
  }

  @Test
  void aMissingMigrationIsReportedUntilTheSchemaIsMigrated() throws Exception {
    String url = MigratedDatabase.emptyUrl();
    try (Database waiting = open(url);
        Database migrating = Database.openForMigration(settings(url, LONG))) {
      assertThat(waiting.schemaVersion()).isEmpty();
      assertThatThrownBy(waiting::requireMigrated)
          .isInstanceOf(SchemaBehindException.class)
          .hasMessage(
              "PostgreSQL lacks "
                  + MIGRATIONS
                  + " migrations; run the api with the command migrate, or set"
                  + " notifier.postgres.migration to at-start");
      assertThat(waiting.schemaVersion()).as("the check changes nothing").isEmpty();

      migrating.migrate();

      assertThatCode(waiting::requireMigrated).doesNotThrowAnyException();
      assertThat(waiting.schemaVersion()).isEqualTo(LATEST_VERSION);
    }
  }

  /** The next version of the program migrates while this one still runs, or is rolled back. */
  @Test
  void aSchemaThatIsNewerThanTheProgramIsAccepted() throws Exception {
    try (Database database = open(MigratedDatabase.newUrl())) {
      try (var connection = database.dataSource().getConnection();
          var statement = connection.createStatement()) {
        statement.execute(
            """
            insert into flyway_schema_history
            select installed_rank + 1000, '9999', 'of the future', type, 'V9999__future.sql',
                   7, installed_by, installed_on, 1, true
              from flyway_schema_history order by installed_rank desc limit 1
            """);
      }

      assertThatCode(database::requireMigrated).doesNotThrowAnyException();
      assertThat(database.migrate()).isZero();
      assertThat(database.schemaVersion()).isEqualTo("9999");
    }
  }

  @Test
  void openingDoesNotNeedTheServerButQueriesFailWithoutIt() {
    try (Database database = Database.open(settings(UNAVAILABLE, SHORT))) {
      NotificationLookup lookup = new NotificationLookup(database.dataSource(), Clock.systemUTC());

      assertThat(lookup.isAvailable()).isFalse();
      assertThatThrownBy(() -> lookup.find("default", "/none", "0"))
          .isInstanceOf(DataAccessException.class);
      assertThatThrownBy(database::migrate).isInstanceOf(FlywayException.class);
    }
  }

  @Test
  void aMigrationThatWaitsForALockIsNotCutOff() throws Exception {
    String url = MigratedDatabase.emptyUrl();
    Duration limit = Duration.ofSeconds(1);
    try (Database database = Database.open(settings(url, LONG), limit);
        var thread = Executors.newSingleThreadExecutor();
        var connection = database.dataSource().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "do $$ begin execute format('alter database %I set statement_timeout = %L',"
              + " current_database(), '500ms'); end $$");
      connection.setAutoCommit(false);
      statement.execute("create table notifications (blocked int)");
      var migrated = thread.submit(database::migrate);
      assertThatThrownBy(() -> migrated.get(3 * limit.toMillis(), TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      connection.rollback();

      assertThat(migrated.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEqualTo(MIGRATIONS);
    }
  }

  @Test
  void theConnectionsThatAreLeftAreAskedForOnceAMinute() throws Exception {
    AtomicLong nanos = new AtomicLong();
    AtomicInteger asked = new AtomicInteger();
    try (Database database = open(MigratedDatabase.emptyUrl())) {
      DataSource counting =
          new DelegatingDataSource(database.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
              asked.incrementAndGet();
              return super.getConnection();
            }
          };
      ConnectionLimit limit = new ConnectionLimit(counting, nanos::get);

      assertThat(limit.warning()).as("this server allows many more").isNull();
      assertThat(limit.warning()).isNull();
      assertThat(asked).hasValue(1);
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      assertThat(limit.warning()).isNull();
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  void toStringOmitsThePassword() {
    assertThat(settings(UNAVAILABLE, SHORT)).hasToString("Settings[test, connections=2]");
  }

  private static Database open(String url) {
    return Database.open(settings(url, LONG));
  }

  private static Database.Settings settings(String url, Duration borrowTimeout) {
    return new Database.Settings(url, TestPostgres.USER, "hidden", "test", 2, borrowTimeout);
  }
}
