package dev.notifier.worker.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeenKeysTest {
  @Test
  void eachKeyIsRepeatedFromItsSecondTimeOn() {
    SeenKeys keys = new SeenKeys();
    Random first = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      assertThat(keys.isRepeated(key(first))).isFalse();
    }
    Random again = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      assertThat(keys.isRepeated(key(again))).isTrue();
    }
    assertThat(keys.isRepeated(new UUID(7, 0))).isFalse();
    assertThat(keys.isRepeated(new UUID(7, 0))).isTrue();
  }

  @Test
  void memoryIsBounded() {
    SeenKeys keys = new SeenKeys();
    Random random = new Random(2);
    for (int i = 0; i < SeenKeys.MAX_KEYS; i++) {
      keys.isRepeated(key(random));
    }
    UUID more = key(random);
    assertThat(keys.isRepeated(more)).isFalse();
    assertThat(keys.isRepeated(more)).as("no more keys are known").isFalse();
    assertThat(keys.isRepeated(key(new Random(2)))).isTrue();
  }

  private static UUID key(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
