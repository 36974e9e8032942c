package dev.notifier.worker.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SubmitCircuitBreakerTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final SubmitCircuitBreaker breaker = new SubmitCircuitBreaker("bind-a/0", nanos::get);

  @Test
  void aCarrierThatFailsEveryOtherTimeIsLeftAloneAndTriedAgain() {
    for (int i = 0; i < 50; i++) {
      assertThat(breaker.take()).isTrue();
      if (i % 2 == 0) {
        breaker.failed();
      } else {
        breaker.worked();
      }
    }
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.take()).isFalse();

    nanos.set(6 * SECOND);

    assertThat(breaker.isOpen()).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.take()).isTrue();
    }
    assertThat(breaker.take()).isFalse();
    for (int i = 0; i < 5; i++) {
      breaker.worked();
    }
    assertThat(breaker.take()).isTrue();
  }

  @Test
  void trialsThatFailKeepItOpen() {
    trip();
    nanos.set(6 * SECOND);
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.take()).isTrue();
      breaker.failed();
    }

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.take()).isFalse();
  }

  @Test
  void aTrialWhoseAnswerIsNotHeardIsGivenBack() {
    trip();
    nanos.set(6 * SECOND);
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.take()).isTrue();
    }
    breaker.giveBack();

    assertThat(breaker.take()).isTrue();
  }

  @Test
  void aFewFailuresAmongManyAreNothing() {
    for (int i = 0; i < 500; i++) {
      assertThat(breaker.take()).isTrue();
      if (i % 5 == 0) {
        breaker.failed();
      } else {
        breaker.worked();
      }
    }

    assertThat(breaker.isOpen()).isFalse();
  }

  private void trip() {
    for (int i = 0; i < 50; i++) {
      breaker.take();
      breaker.failed();
    }
  }
}
