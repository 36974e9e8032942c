package dev.notifier.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.api.problem.ProblemException;
import org.junit.jupiter.api.Test;

class WorkLimitTest {
  private final WorkLimit work = new WorkLimit(2);

  @Test
  void rejectsWorkBeyondTheLimitUntilOtherWorkHasEnded() {
    ProblemException rejected =
        work.call(() ->
            work.call(() ->
                catchThrowableOfType(ProblemException.class, () -> work.call(() -> "third"))));

    assertThat(rejected.problem().code()).isEqualTo("overloaded");
    assertThat(rejected.problem().status()).isEqualTo(503);
    assertThat(work.call(() -> work.call(() -> "second"))).isEqualTo("second");
  }

  @Test
  void workThatFailedHasEnded() {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() ->
              work.call(() -> {
                throw new IllegalStateException();
              }))
          .isInstanceOf(IllegalStateException.class);
    }

    assertThat(work.call(() -> "done")).isEqualTo("done");
  }
}
