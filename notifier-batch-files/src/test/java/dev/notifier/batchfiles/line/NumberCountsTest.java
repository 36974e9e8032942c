package dev.notifier.batchfiles.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.numbers.MobileNumber;
import org.junit.jupiter.api.Test;

class NumberCountsTest {
  @Test
  void numbersThatOccurOftenAreFound() {
    NumberCounts counts = new NumberCounts();
    for (int i = 0; i < 200_000; i++) {
      counts.add(number(i));
    }
    for (int i = 0; i < 5; i++) {
      counts.add(number(7));
      counts.add(number(199_999));
    }
    counts.add(number(8));

    NumberCounts.Frequent frequent = counts.above(5);

    assertThat(frequent.size()).isEqualTo(2);
    assertThat(frequent.lines()).isEqualTo(12);
    assertThat(frequent.occurrences(number(7))).isEqualTo(6);
    assertThat(frequent.occurrences(number(199_999))).isEqualTo(6);
    assertThat(frequent.occurrences(number(8))).isZero();
    assertThat(counts.above(1).size()).isEqualTo(3);
    assertThat(counts.above(6).size()).isZero();
  }

  private static MobileNumber number(int i) {
    return new MobileNumber("+84" + (900_000_000 + i));
  }
}
