package dev.notifier.worker.uploads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadingTurnsTest {
  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);
  private static final UUID D = new UUID(0, 4);

  private long nanos = -5;
  private final ReadingTurns turns = new ReadingTurns(() -> nanos);

  @Test
  void theLongestWaitingHasTheNextTurn() {
    assertThat(turns.begin(A)).isTrue();
    assertThat(turns.begin(B)).isTrue();
    assertThat(turns.begin(C)).isFalse();
    assertThat(turns.begin(D)).isFalse();
    turns.end(A);
    assertThat(turns.begin(D)).isFalse();
    assertThat(turns.begin(C)).isTrue();
    assertThat(turns.jobs()).containsExactlyInAnyOrder(B, C);
    turns.end(B);
    assertThat(turns.begin(D)).isTrue();
  }

  @Test
  void aTurnLastsTenTimesAsLongAsTheOpeningIfOthersWait() {
    assertThat(turns.begin(A)).isTrue();
    assertThat(turns.begin(B)).isTrue();
    pass(Duration.ofSeconds(20));
    assertThat(turns.proceed(A)).isTrue();
    for (int i = 0; i < 9; i++) {
      pass(Duration.ofSeconds(20));
      assertThat(turns.begin(C)).isFalse();
      assertThat(step(A)).isTrue();
    }
    pass(Duration.ofSeconds(20));
    assertThat(step(A)).isFalse();
    // It does not take its turn from the one that waits.
    assertThat(turns.begin(A)).isFalse();
    assertThat(turns.begin(C)).isTrue();
  }

  @Test
  void aJobProceedsWhileNoOtherWaits() {
    assertThat(turns.begin(A)).isTrue();
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofSeconds(50));
      assertThat(step(A)).isTrue();
    }
  }

  @Test
  void whatAnotherWorkerDoesKeepsNothing() {
    assertThat(turns.begin(A)).isTrue();
    assertThat(turns.begin(B)).isTrue();
    assertThat(turns.begin(C)).isFalse();
    assertThat(turns.proceed(A)).isTrue();
    pass(Duration.ofMinutes(1));
    // A is not used, B is read for a long time, and C does not ask any more.
    assertThat(turns.begin(D)).isTrue();
    assertThat(turns.jobs()).containsExactlyInAnyOrder(B, D);
  }

  private boolean step(UUID job) {
    assertThat(turns.begin(job)).isTrue();
    return turns.proceed(job);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
