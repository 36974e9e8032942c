package dev.notifier.smsc.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.behaviour.SubmitLimits.Congestion;
import dev.notifier.smsc.behaviour.SubmitLimits.Per;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final SubmitLimits HUNDRED = SubmitLimits.NONE.withRate(100, 5, Per.ACCOUNT, 0x58);

  @Test
  void anEvenRateIsNeverThrottledAndABurstIsLimited() {
    RateLimiter rateLimiter = new RateLimiter(HUNDRED);
    for (long now = 0; now < 10_000; now += 10) {
      assertThat(rateLimiter.tryAcquire("a", 1, now)).isTrue();
    }
    assertThat(admitted(rateLimiter, "a", 20_000, 50)).isEqualTo(5);
    assertThat(admitted(rateLimiter, "a", 20_010, 50)).isEqualTo(1);
    assertThat(admitted(rateLimiter, "a", 20_014, 50)).isZero();
    assertThat(admitted(rateLimiter, "b", 20_014, 50)).isEqualTo(5);
  }

  @Test
  void refusedSubmitsTakeNoTokenAndTheRateIsExact() {
    RateLimiter rateLimiter =
        new RateLimiter(SubmitLimits.NONE.withRate(333, 0, Per.SESSION, 0x58));
    int admitted = admitted(rateLimiter, "a", 0, 100);
    assertThat(admitted).isEqualTo(33);
    admitted = 0;
    for (long now = 1; now <= 10_000; now++) {
      admitted += admitted(rateLimiter, "a", now, 3);
    }
    assertThat(admitted).isEqualTo(3_330);
  }

  @Test
  void aClockThatStepsBackTakesNoTokens() {
    RateLimiter rateLimiter = new RateLimiter(HUNDRED);
    assertThat(admitted(rateLimiter, "a", 50_000, 9)).isEqualTo(5);
    assertThat(admitted(rateLimiter, "a", 10_000, 9)).isZero();
    assertThat(admitted(rateLimiter, "a", 10_020, 9)).isEqualTo(2);
  }

  @Test
  void congestionIsTheLoadOfTheLastSecond() {
    RateLimiter rateLimiter = new RateLimiter(HUNDRED.withCongestion(Congestion.LOAD, 0));
    assertThat(rateLimiter.congestionState("a", 1, 0)).isZero();
    for (long now = 0; now < 1_000; now += 20) {
      rateLimiter.tryAcquire("a", 1, now);
    }
    assertThat(rateLimiter.congestionState("a", 1, 999)).isEqualTo(50);
    admitted(rateLimiter, "a", 999, 500);
    assertThat(rateLimiter.congestionState("a", 1, 999)).isEqualTo(100);
    assertThat(rateLimiter.congestionState("a", 1, 5_000)).isZero();
    RateLimiter fixed = new RateLimiter(SubmitLimits.NONE.withCongestion(Congestion.FIXED, 85));
    assertThat(fixed.congestionState("a", 1, 0)).isEqualTo(85);
    assertThat(new RateLimiter(SubmitLimits.NONE).congestionState("a", 1, 0)).isEqualTo(-1);
  }

  private static int admitted(RateLimiter rateLimiter, String account, long now, int times) {
    int admitted = 0;
    for (int i = 0; i < times; i++) {
      admitted += rateLimiter.tryAcquire(account, 1, now) ? 1 : 0;
    }
    return admitted;
  }
}
