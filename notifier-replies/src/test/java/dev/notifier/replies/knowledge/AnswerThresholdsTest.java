package dev.notifier.replies.knowledge;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerThresholdsTest {
  @ParameterizedTest
  @CsvSource({"0.5, 0.6, 0", "1.1, 0.5, 0", "0.5, -0.1, 0", "0.5, 0.4, 1.5", "NaN, 0.4, 0"})
  void refusesThresholdsThatCannotBe(double upper, double lower, double lead) {
    assertThatThrownBy(() -> new AnswerThresholds(upper, lower, lead))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
