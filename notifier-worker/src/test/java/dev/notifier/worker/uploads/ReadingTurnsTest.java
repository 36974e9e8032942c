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
    assertThat(begin(A)).isTrue();
    assertThat(begin(B)).isTrue();
    assertThat(begin(C)).isFalse();
    assertThat(begin(D)).isFalse();
    turns.end(A);
    assertThat(begin(D)).isFalse();
    assertThat(begin(C)).isTrue();
    assertThat(turns.jobs()).containsExactlyInAnyOrder(B, C);
    turns.end(B);
    assertThat(begin(D)).isTrue();
  }

  @Test
  void aTurnLastsTenTimesAsLongAsTheOpeningIfOthersWait() {
    assertThat(begin(A)).isTrue();
    assertThat(begin(B)).isTrue();
    pass(Duration.ofSeconds(20));
    assertThat(turns.proceed(A)).isTrue();
    for (int i = 0; i < 9; i++) {
      pass(Duration.ofSeconds(20));
      assertThat(begin(C)).isFalse();
      assertThat(step(A)).isTrue();
    }
    pass(Duration.ofSeconds(20));
    assertThat(step(A)).isFalse();
    // It does not take its turn from the one that waits.
    assertThat(begin(A)).isFalse();
    assertThat(begin(C)).isTrue();
  }

  @Test
  void aJobProceedsWhileNoOtherWaits() {
    assertThat(begin(A)).isTrue();
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofSeconds(50));
      assertThat(step(A)).isTrue();
    }
  }

  @Test
  void whatAnotherWorkerDoesKeepsNothing() {
    assertThat(begin(A)).isTrue();
    assertThat(begin(B)).isTrue();
    assertThat(begin(C)).isFalse();
    assertThat(turns.proceed(A)).isTrue();
    pass(Duration.ofMinutes(1));
    // A is not used, B is read for a long time, and C does not ask any more.
    assertThat(begin(D)).isTrue();
    assertThat(turns.jobs()).containsExactlyInAnyOrder(B, D);
  }

  /** The end of a step may be missed for a reason that is not known. */
  @Test
  void aTurnThatIsNotUsedForLongIsForgottenAlthoughItsStepDidNotEnd() {
    assertThat(begin(A)).isTrue();
    assertThat(begin(B)).isTrue();
    pass(Duration.ofMinutes(10));
    assertThat(step(A)).isTrue();
    assertThat(begin(A)).isTrue();
    assertThat(begin(C)).isFalse();
    pass(Duration.ofMinutes(5));
    assertThat(begin(C)).isTrue();
    assertThat(turns.jobs()).containsExactlyInAnyOrder(A, C);
    // What is read after all is closed, and waits.
    assertThat(turns.proceed(B)).isFalse();
    assertThat(begin(B)).isFalse();
  }

  @Test
  void aTenantHasOneTurnWhileAnotherTenantWaits() {
    assertThat(begin(A)).isTrue();
    assertThat(begin(B)).isTrue();
    assertThat(begin(C)).isFalse();
    assertThat(turns.begin(D, "son-la")).isFalse();
    // Long before its end.
    assertThat(turns.proceed(A)).isFalse();
    assertThat(turns.proceed(B)).isTrue();
    assertThat(begin(A)).isFalse();
    assertThat(begin(C)).isFalse();
    assertThat(turns.begin(D, "son-la")).isTrue();

    // The turn of the one is not for the other one, which has the last.
    turns.end(D);
    assertThat(begin(C)).isTrue();
  }

  @Test
  void theNextTurnIsForTheTenantWithFewerTurns() {
    assertThat(begin(A)).isTrue();
    assertThat(turns.begin(B, "son-la")).isTrue();
    assertThat(begin(C)).isFalse();
    assertThat(turns.begin(D, "son-la")).isFalse();
    turns.end(B);
    assertThat(begin(C)).isFalse();
    assertThat(turns.begin(D, "son-la")).isTrue();
  }

  /** It would get the turn back, and open its file in vain. */
  @Test
  void theOnlyTurnOfATenantDoesNotEndForASecondOneOfAnotherTenant() {
    assertThat(begin(A)).isTrue();
    assertThat(turns.begin(B, "son-la")).isTrue();
    assertThat(turns.begin(C, "son-la")).isFalse();
    assertThat(turns.proceed(A)).isTrue();
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofSeconds(20));
      assertThat(turns.begin(C, "son-la")).isFalse();
      assertThat(step(A)).isTrue();
    }
  }

  private boolean begin(UUID job) {
    return turns.begin(job, "default");
  }

  private boolean step(UUID job) {
    assertThat(begin(job)).isTrue();
    return turns.proceed(job);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
