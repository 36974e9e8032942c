package dev.notifier.worker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryDelaysTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  private final RetryDelays delays = new RetryDelays(new Random(3), Duration.ofSeconds(1));

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "5, 16", "12, 2048", "13, 3600", "40, 3600", "1000000, 3600"})
  void growToAnHourWithJitter(int attempts, long seconds) {
    for (int i = 0; i < 100; i++) {
      assertThat(delays.after(attempts, null, NOW))
          .isBetween(Duration.ofMillis(seconds * 800), Duration.ofMillis(seconds * 1_200));
    }
  }

  @Test
  void aDayHasAboutThirtyAttempts() {
    Duration sum = Duration.ZERO;
    int attempts = 0;
    while (sum.compareTo(Duration.ofDays(1)) < 0) {
      attempts++;
      sum = sum.plus(delays.after(attempts, null, NOW));
    }
    assertThat(attempts).isBetween(30, 40);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | 120",
        "999999999 | 3600",
        "Tue, 01 Dec 2026 01:05:00 GMT | 300",
        "Tue, 01 Dec 2026 09:05:00 GMT | 3600",
        "Tue, 01 Dec 2025 01:05:00 GMT | 1",
        "soon | 1",
        "-5 | 1",
        "99999999999999999999 | 1",
      })
  void theReceiverMayAskForMoreWithinALimit(String retryAfter, long seconds) {
    assertThat(delays.after(1, retryAfter, NOW))
        .isBetween(Duration.ofMillis(seconds * 800), Duration.ofMillis(seconds * 1_200));
  }
}
