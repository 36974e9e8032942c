package dev.notifier.store;

import dev.notifier.testing.TestPostgres;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** Creates migrated databases for the tests of this module. */
public final class MigratedDatabase {
  private static final int CONNECTIONS = 8;
  private static final Duration BORROW_TIMEOUT = Duration.ofSeconds(30);

  private MigratedDatabase() {}

  /** Returns the JDBC URL of a new database without a schema, for tests of migrations. */
  public static String emptyUrl() {
    return TestPostgres.shared().url(TestPostgres.shared().newDatabase());
  }

  /** Returns the JDBC URL of a new database with the schema and without rows. */
  public static String newUrl() {
    return TestPostgres.shared()
        .url(TestPostgres.shared().newDatabase("store_template", MigratedDatabase::migrate));
  }

  /**
   * Returns the JDBC URL of a new database with the schema of an earlier release and without rows.
   *
   * @param version of the schema, such as 10
   */
  public static String newUrl(String version) {
    return TestPostgres.shared()
        .url(
            TestPostgres.shared()
                .newDatabase(
                    "store_template_" + version,
                    url ->
                        Flyway.configure()
                            .dataSource(url, TestPostgres.USER, "")
                            .target(version)
                            .load()
                            .migrate()));
  }

  /** Opens a new database with the schema and without rows. */
  public static Database create() {
    return open(newUrl());
  }

  /** Opens a database. */
  public static Database open(String url) {
    return Database.open(
        new Database.Settings(url, TestPostgres.USER, "", "test", CONNECTIONS, BORROW_TIMEOUT));
  }

  private static void migrate(String url) {
    try (Database database = open(url)) {
      database.migrate();
    }
  }
}
