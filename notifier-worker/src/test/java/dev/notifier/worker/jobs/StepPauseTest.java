package dev.notifier.worker.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepPauseTest {
  @ParameterizedTest
  @CsvSource({
    "200, 20, 800",
    "200, 100, 0",
    "200, 1, 19800",
    "0, 20, 0",
    "30000, 20, 120000",
    "600000, 20, 300000",
  })
  void thePauseLeavesTheJobItsShare(long tookMillis, int percent, long pauseMillis) {
    assertThat(StepPause.after(Duration.ofMillis(tookMillis), percent))
        .isEqualTo(Duration.ofMillis(pauseMillis));
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "1, 10", "2, 20", "9, 2560", "10, 3600", "1000000, 3600"})
  void theDelayAfterAFailureDoublesUpToAnHour(int failures, long seconds) {
    assertThat(StepPause.afterFailure(failures, null)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 5",
    "20, 1, 5",
    "1, 60, 10",
    "20, 60, 60",
    "20, 3600, 3600",
    "20, 86400, 3600"
  })
  void theDelayOfAPeriodicJobIsAtMostItsPeriod(int failures, long period, long seconds) {
    assertThat(StepPause.afterFailure(failures, Duration.ofSeconds(period)))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void theAttemptsLastLongerThanMostOutages() {
    Duration sum = Duration.ZERO;
    for (int failures = 0; failures < JobTurn.MAX_ATTEMPTS - 1; failures++) {
      sum = sum.plus(StepPause.afterFailure(failures, null));
    }
    assertThat(sum).isBetween(Duration.ofHours(2), Duration.ofHours(3));
  }
}
