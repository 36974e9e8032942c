package dev.notifier.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.testing.TestPostgres;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class NotificationStatesIT {
  @Test
  void thereAreNoNotificationsBeforeTheWorkerHasCreatedTheTables() throws Exception {
    var postgres = TestPostgres.shared();
    var url = postgres.url(postgres.newDatabase());
    try (var connection = DriverManager.getConnection(url, TestPostgres.USER, "")) {
      assertThat(NotificationStates.query(connection, "/chaos/1"))
          .isEqualTo(NotificationStates.NONE);
    }
  }
}
