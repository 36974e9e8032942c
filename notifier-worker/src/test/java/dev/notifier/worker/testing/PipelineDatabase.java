package dev.notifier.worker.testing;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.testing.TestPostgres;
import org.flywaydb.core.Flyway;

/** Databases with the line's tables, empty. */
public final class PipelineDatabase {
  private PipelineDatabase() {}

  /** The name of a new one on the server of the JVM. */
  public static String create() {
    return TestPostgres.shared().newDatabase("line_template", PipelineDatabase::migrate);
  }

  /** A pool on a new one. */
  public static HikariDataSource newPool() {
    return TestPostgres.shared().pool(create());
  }

  private static void migrate(String url) {
    Flyway.configure().dataSource(url, TestPostgres.USER, "").load().migrate();
  }
}
