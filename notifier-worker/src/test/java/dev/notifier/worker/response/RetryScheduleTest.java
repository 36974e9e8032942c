package dev.notifier.worker.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RetryDelay;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
  /** An exception here would stop the bind, and again after each recovery of its journal. */
  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 7, Integer.MAX_VALUE})
  void everyNumberOfAttemptsHasAnAnswer(int attempts) {
    for (ResponseAction action : ResponseAction.values()) {
      Optional<RetryDelay> first = RetrySchedule.delayAfter(action, 1);
      assertThat(RetrySchedule.delayAfter(action, attempts))
          .isEqualTo(attempts <= 1 ? first : Optional.empty());
    }
  }
}
