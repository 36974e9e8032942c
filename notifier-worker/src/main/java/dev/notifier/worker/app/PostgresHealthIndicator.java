package dev.notifier.worker.app;

import dev.notifier.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether PostgreSQL answers. */
final class PostgresHealthIndicator implements HealthIndicator {
  private static final int ANSWER_WITHIN_SECONDS = 2;

  private final Database database;

  PostgresHealthIndicator(Database database) {
    this.database = database;
  }

  @Override
  public Health health() {
    try (Connection connection = database.dataSource().getConnection()) {
      return connection.isValid(ANSWER_WITHIN_SECONDS)
          ? Health.up().build()
          : Health.down().withDetail("reason", "PostgreSQL does not answer").build();
    } catch (SQLException e) {
      return Health.down().withDetail("reason", "PostgreSQL cannot be reached").build();
    }
  }
}
