package dev.notifier.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberingPlanTest {
  /** Fails if a new version of the library decides by more than three digits. */
  @Test
  void threeDigitsDecideLikeTheLibrary() {
    Random random = new Random(84);
    for (int range = 300; range < 1000; range++) {
      for (long suffix : List.of(0L, 999_999L, random.nextLong(1_000_000), 500_000L)) {
        long number = range * 1_000_000L + suffix;
        if (List.of(3, 5, 7, 8, 9).contains(range / 100)) {
          assertThat(NumberingPlan.contains(String.valueOf(number)))
              .as("range %s", range)
              .isEqualTo(NumberingPlan.isKnownToLibrary(number));
        }
      }
    }
  }
}
