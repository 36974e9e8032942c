package dev.notifier.local.chaos.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PausesTest {
  private static final Instant FROM = Instant.parse("2026-11-28T08:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3 4 5 6 7 8 9 10     | 0   | no pause",
        "1 7 8 9 10               | 7   | one pause",
        "-1 7 8 9 10              | 7   | the loss begins the pause",
        "1 4 5 8 9 10             | 8   | the last of two pauses",
        "1 2 3                    | 10  | a pause that does not end",
        "1 7 8 9 10 20            | 7   | what came after the observation",
        "''                       | 10  | nothing at all"
      })
  void findsTheEndOfTheLastPause(String seconds, double expected, String what) {
    var pauses = new Pauses();
    Arrays.stream(seconds.split(" ", -1))
        .filter(second -> !second.isEmpty())
        .forEach(second -> pauses.happened(FROM.plusSeconds(Long.parseLong(second))));

    assertThat(pauses.secondsUntilLastEnd(FROM, FROM.plusSeconds(10), Duration.ofSeconds(2)))
        .as(what)
        .isEqualTo(expected);
  }
}
