package dev.notifier.worker.testing;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.testing.TestPostgres;
import org.flywaydb.core.Flyway;

/** Creates empty databases with Notifier's tables. */
public final class PipelineDatabase {
  private PipelineDatabase() {}

  /** Creates a database on the JVM's shared server and returns its name. */
  public static String create() {
    return TestPostgres.shared().newDatabase("pipeline_template", PipelineDatabase::migrate);
  }

  /** Creates a database and a connection pool for it. */
  public static HikariDataSource newPool() {
    return TestPostgres.shared().pool(create());
  }

  private static void migrate(String url) {
    Flyway.configure().dataSource(url, TestPostgres.USER, "").load().migrate();
  }
}
