package dev.notifier.worker.send.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmoothRateLimiterTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void theRateIsSmoothOverAMinute() {
    SmoothRateLimiter limiter = new SmoothRateLimiter(200, 0);
    int acquired = 0;
    int mostAtOnce = 0;
    for (long now = 0; now < 60 * SECOND; now += 2_000_000) {
      int atOnce = 0;
      while (limiter.tryAcquire(now)) {
        atOnce++;
      }
      acquired += atOnce;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
    }

    assertThat(acquired).isBetween(11_990, 12_010);
    assertThat(mostAtOnce).isLessThanOrEqualTo(10);
  }

  @Test
  void afterAPauseFiftyMillisecondsWorthAreGrantedAtOnce() {
    SmoothRateLimiter limiter = new SmoothRateLimiter(1_000, 0);
    int acquired = 0;
    while (limiter.tryAcquire(10 * SECOND)) {
      acquired++;
    }

    assertThat(acquired).isEqualTo(50);
  }

  @Test
  void aRateOfZeroIsUnlimited() {
    SmoothRateLimiter limiter = new SmoothRateLimiter(0, 0);

    assertThat(limiter.tryAcquire(0)).isTrue();
    assertThat(limiter.tryAcquire(0)).isTrue();
  }
}
