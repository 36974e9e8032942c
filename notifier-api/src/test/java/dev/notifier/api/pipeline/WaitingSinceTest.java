package dev.notifier.api.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WaitingSinceTest {
  private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");

  private final WaitingSince waiting = new WaitingSince();

  @Test
  void theFirstRecordThatWaitsCounts() {
    waiting.note(10, 10, at(0));
    assertThat(waiting.first()).isNull();
    waiting.note(10, 12, at(2));
    waiting.note(10, 20, at(4));
    assertThat(waiting.first()).isEqualTo(at(2));
    waiting.note(11, 30, at(6));
    assertThat(waiting.first()).isEqualTo(at(2));
    waiting.note(12, 30, at(8));
    assertThat(waiting.first()).isEqualTo(at(4));
    waiting.note(30, 30, at(10));
    assertThat(waiting.first()).isNull();
    waiting.note(30, 31, at(12));
    assertThat(waiting.first()).isEqualTo(at(12));
  }

  /** The topic was created again, and nothing waits on it. */
  @Test
  void endsThatAreNotThereAnyMoreAreForgotten() {
    waiting.note(900, 1000, at(0));
    waiting.note(0, 0, at(2));
    assertThat(waiting.first()).isNull();
    waiting.note(0, 5, at(4));
    assertThat(waiting.first()).isEqualTo(at(4));
  }

  @Test
  void theOldestMarkStaysAndMemoryIsLimited() {
    for (int second = 0; second < 100 * WaitingSince.MAX_MARKS; second++) {
      waiting.note(0, second + 1, at(second));
    }
    assertThat(waiting.first()).isEqualTo(START);
    int newest = 100 * WaitingSince.MAX_MARKS - 1;
    waiting.note(newest, newest + 1, at(newest + 1));
    assertThat(waiting.first()).isEqualTo(at(newest));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }
}
