package dev.notifier.worker.app;

import dev.notifier.config.addresses.PostgresEncryption;
import dev.notifier.store.Database;
import dev.notifier.store.ServerWarnings;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports whether PostgreSQL responds, and what operators should change on it. */
final class PostgresHealthIndicator implements HealthIndicator {
  private static final int TIMEOUT_SECONDS = 2;

  private final Database database;
  private final ServerWarnings warnings;

  /**
   * @param url with which the database was opened
   */
  PostgresHealthIndicator(Database database, String url) {
    this.database = database;
    this.warnings =
        new ServerWarnings(
            database.dataSource(), System::nanoTime, PostgresEncryption.warning(url));
  }

  @Override
  public Health health() {
    try (Connection connection = database.dataSource().getConnection()) {
      if (!connection.isValid(TIMEOUT_SECONDS)) {
        return Health.down()
            .withDetail("reason", "PostgreSQL did not respond within 2 s; check its load")
            .build();
      }
    } catch (SQLException e) {
      return Health.down()
          .withDetail("reason", "cannot connect to PostgreSQL; check that it is running")
          .build();
    }
    String warning = warnings.warning();
    return warning == null
        ? Health.up().build()
        : Health.up().withDetail("warning", warning).build();
  }
}
