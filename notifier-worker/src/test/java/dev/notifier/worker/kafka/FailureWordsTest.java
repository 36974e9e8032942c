package dev.notifier.worker.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureWordsTest {
  @Test
  void whatADatabaseQuotesIsNotRepeated() {
    SQLException failure = new SQLException("Failing row contains (+84861234567)", "23502");
    assertThat(FailureWords.of(new IllegalStateException(failure)))
        .isEqualTo("PostgreSQL failed with SQLState 23502; see its own log");
  }

  @Test
  void whatABugSaysIsNotRepeatedButWhereItIs() {
    assertThat(FailureWords.of(new IllegalArgumentException("+84861234567")))
        .startsWith("IllegalArgumentException at ")
        .contains("FailureWordsTest")
        .doesNotContain("+84");
  }

  @Test
  void whatKafkaSaysIsTold() {
    assertThat(FailureWords.of(new TimeoutException("no coordinator")))
        .isEqualTo("TimeoutException: no coordinator");
  }
}
