package dev.notifier.kafka.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RedactedErrorTest {
  @Test
  void reportsOnlyTheSqlStateOfADatabaseFailure() {
    SQLException failure = new SQLException("Failing row contains (+84861234567)", "23502");
    assertThat(RedactedError.of(new IllegalStateException(failure)))
        .isEqualTo("PostgreSQL failed with SQLState 23502; see its log");
  }

  @Test
  void reportsTheLocationButNotTheMessageOfABug() {
    assertThat(RedactedError.of(new IllegalArgumentException("+84861234567")))
        .startsWith("IllegalArgumentException at ")
        .contains("RedactedErrorTest")
        .doesNotContain("+84");
  }

  @Test
  void reportsTheMessageOfAKafkaFailure() {
    assertThat(RedactedError.of(new TimeoutException("no coordinator")))
        .isEqualTo("TimeoutException: no coordinator");
  }
}
