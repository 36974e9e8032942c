package dev.notifier.worker.app;

import dev.notifier.store.ConnectionLimit;
import dev.notifier.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports whether PostgreSQL responds, and whether it has connections left. */
final class PostgresHealthIndicator implements HealthIndicator {
  private static final int TIMEOUT_SECONDS = 2;

  private final Database database;
  private final ConnectionLimit limit;

  PostgresHealthIndicator(Database database) {
    this.database = database;
    this.limit = new ConnectionLimit(database.dataSource(), System::nanoTime);
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
    String warning = limit.warning();
    return warning == null
        ? Health.up().build()
        : Health.up().withDetail("warning", warning).build();
  }
}
