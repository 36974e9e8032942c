package dev.notifier.store;

import dev.notifier.testing.TestPostgres;
import java.time.Duration;

/** Creates migrated databases for the tests of this module. */
public final class MigratedDatabase {
  private static final int CONNECTIONS = 8;
  private static final Duration BORROW_TIMEOUT = Duration.ofSeconds(30);

  private MigratedDatabase() {}

  /** Returns the JDBC URL of a new, empty database. */
  public static String newUrl() {
    return TestPostgres.shared().url(TestPostgres.shared().newDatabase());
  }

  /** Opens and migrates a database. */
  public static Database open(String url) {
    Database database =
        Database.open(
            new Database.Settings(url, TestPostgres.USER, "", "test", CONNECTIONS, BORROW_TIMEOUT));
    database.migrate();
    return database;
  }
}
