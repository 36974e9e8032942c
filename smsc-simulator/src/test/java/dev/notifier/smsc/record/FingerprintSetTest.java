package dev.notifier.smsc.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FingerprintSetTest {
  @Test
  void theSizeIsExactWhileTheSetGrows() {
    FingerprintSet set = new FingerprintSet();
    for (int round = 0; round < 2; round++) {
      SplittableRandom random = new SplittableRandom(42);
      for (int i = 0; i < 100_000; i++) {
        assertThat(set.add(new Fingerprint(random.nextLong(), random.nextLong())))
            .isEqualTo(round == 0);
      }
    }
    assertThat(set.size()).isEqualTo(100_000);
  }

  @Test
  void zeroIsAValidFingerprint() {
    FingerprintSet set = new FingerprintSet();
    assertThat(set.add(new Fingerprint(0, 0))).isTrue();
    assertThat(set.add(new Fingerprint(0, 0))).isFalse();
    int[] seen = new int[1];
    set.forEach(fingerprint -> seen[0]++);
    assertThat(seen[0]).isEqualTo(1);
  }
}
