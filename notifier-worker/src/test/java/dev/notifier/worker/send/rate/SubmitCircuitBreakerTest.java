package dev.notifier.worker.send.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SubmitCircuitBreakerTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();
  private final SubmitCircuitBreaker breaker = new SubmitCircuitBreaker("bind-a/0", nanos::get);

  @Test
  void theBreakerOpensWhenHalfOfTheResponsesFailAndTriesAgain() {
    for (int i = 0; i < 50; i++) {
      assertThat(breaker.tryAcquire()).isTrue();
      if (i % 2 == 0) {
        breaker.failed();
      } else {
        breaker.succeeded();
      }
    }
    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.tryAcquire()).isFalse();

    nanos.set(6 * SECOND);

    assertThat(breaker.isOpen()).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.tryAcquire()).isTrue();
    }
    assertThat(breaker.tryAcquire()).isFalse();
    for (int i = 0; i < 5; i++) {
      breaker.succeeded();
    }
    assertThat(breaker.tryAcquire()).isTrue();
  }

  @Test
  void failedTrialsKeepItOpen() {
    open();
    nanos.set(6 * SECOND);
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.tryAcquire()).isTrue();
      breaker.failed();
    }

    assertThat(breaker.isOpen()).isTrue();
    assertThat(breaker.tryAcquire()).isFalse();
  }

  @Test
  void aTrialWhoseResponseIsLostIsReleased() {
    open();
    nanos.set(6 * SECOND);
    for (int i = 0; i < 5; i++) {
      assertThat(breaker.tryAcquire()).isTrue();
    }
    breaker.release();

    assertThat(breaker.tryAcquire()).isTrue();
  }

  @Test
  void fewFailuresDoNotOpenIt() {
    for (int i = 0; i < 500; i++) {
      assertThat(breaker.tryAcquire()).isTrue();
      if (i % 5 == 0) {
        breaker.failed();
      } else {
        breaker.succeeded();
      }
    }

    assertThat(breaker.isOpen()).isFalse();
  }

  private void open() {
    for (int i = 0; i < 50; i++) {
      breaker.tryAcquire();
      breaker.failed();
    }
  }
}
