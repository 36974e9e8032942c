package dev.notifier.store.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What part of a set is in another one, by their smallest hashes. */
class LineSketchTest {
  private static final int LINES = 300_000;

  private final long[] hashes = new SplittableRandom(1).longs(LINES).toArray();

  private LineSketch of(int begin, int end) {
    LineSketch sketch = new LineSketch();
    for (int i = begin; i < end; i++) {
      sketch.add(hashes[i]);
    }
    return LineSketch.of(sketch.toBytes());
  }

  /** The first set has the lines up to {@code end}, the second one those from {@code begin} on. */
  @ParameterizedTest
  @CsvSource({
    // Small ones are exact.
    "1, 0, 1, 1.0, 0",
    "1000, 900, 2000, 0.1, 0",
    "4000, 2000, 6000, 0.5, 0",
    "100000, 100000, 200000, 0.0, 0",
    "100000, 80000, 300000, 0.2, 0.04",
    "200000, 100000, 300000, 0.5, 0.04",
    "5000, 0, 300000, 1.0, 0",
    // The sample of a much smaller one says nothing.
    "100, 0, 300000, 0.0, 0",
  })
  void theCommonPartIsEstimated(int end, int begin, int last, double share, double error) {
    assertThat(of(0, end).shareIn(of(begin, last))).isCloseTo(share, within(error));
  }

  @Test
  void aLineThatIsRepeatedCountsOnce() {
    LineSketch repeated = of(0, 10);
    repeated.addAll(of(0, 10));
    for (int i = 0; i < 100_000; i++) {
      repeated.add(hashes[0]);
    }

    assertThat(repeated.toBytes()).isEqualTo(of(0, 10).toBytes());
  }

  @Test
  void setsAreAddedInAnyOrder() {
    LineSketch whole = of(100_000, 200_000);
    whole.addAll(of(0, 100_000));

    assertThat(whole.toBytes()).isEqualTo(of(0, 200_000).toBytes()).hasSize(8 * LineSketch.MAX);
  }
}
