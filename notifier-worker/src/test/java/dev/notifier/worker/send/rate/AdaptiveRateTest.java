package dev.notifier.worker.send.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class AdaptiveRateTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;

  @Test
  void theContractIsKeptWithinHalfAPercentOverAMinute() {
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    int taken = 0;
    for (long now = 0; now < 60 * SECOND; now += 3 * MS) {
      while (rate.tryAcquire(now)) {
        taken++;
      }
    }

    assertThat(taken).isBetween(11_940, 12_010);
  }

  /** The carrier accepts 120 segments per second; the contract is 200. */
  @Test
  void theRateSettlesJustBelowWhatTheCarrierAcceptsWithFewRejections() {
    Carrier carrier = new Carrier(120, 20 * MS);
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    carrier.run(rate, 0, 60 * SECOND);
    int throttledBefore = carrier.throttled;
    int acceptedBefore = carrier.accepted;

    carrier.run(rate, 60 * SECOND, 120 * SECOND);

    assertThat(rate.current()).isBetween(100.0, 140.0);
    assertThat(carrier.accepted - acceptedBefore).isGreaterThan(6_400);
    assertThat(carrier.throttled - throttledBefore).isLessThan(144); // 2 percent
  }

  @Test
  void whenTheCarrierRecoversTheRateGrowsBackToTheContract() {
    Carrier carrier = new Carrier(120, 20 * MS);
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    carrier.run(rate, 0, 30 * SECOND);
    carrier.perSecond = 1_000;

    carrier.run(rate, 30 * SECOND, 120 * SECOND);

    assertThat(rate.current()).isEqualTo(200);
  }

  @Test
  void withoutAContractThereIsALimitOnlyWhileTheCarrierThrottles() {
    Carrier carrier = new Carrier(300, 20 * MS);
    AdaptiveRate rate = new AdaptiveRate(0, 0);
    assertThat(rate.isLimited()).isFalse();
    carrier.run(rate, 0, 10 * SECOND);
    assertThat(rate.current()).isBetween(200.0, 400.0);
    carrier.perSecond = 100_000;

    carrier.run(rate, 10 * SECOND, 120 * SECOND);

    assertThat(rate.isLimited()).isFalse();
  }

  @Test
  void congestionStopsTheGrowthAndHighCongestionCutsTheRate() {
    AdaptiveRate rate = new AdaptiveRate(100, 0);
    rate.congestion(95, 2 * SECOND);
    double cut = rate.current();
    assertThat(cut).isEqualTo(90);
    rate.congestion(85, 3 * SECOND);
    rate.tryAcquire(30 * SECOND);
    assertThat(rate.current()).isEqualTo(cut);
    rate.congestion(40, 31 * SECOND);
    for (long now = 32 * SECOND; now < 60 * SECOND; now += SECOND) {
      rate.tryAcquire(now);
    }
    assertThat(rate.current()).isEqualTo(100);
  }

  @Test
  void aLowerContractAppliesAtOnceAndAHigherOneDoesNotEndACut() {
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    rate.setContract(100, SECOND);
    assertThat(rate.current()).isEqualTo(100);
    rate.throttled(2 * SECOND);
    double cut = rate.current();
    rate.setContract(400, 3 * SECOND);
    assertThat(rate.current()).isEqualTo(cut).isLessThan(100);
  }

  /** Accepts a number of segments per second, 100 ms worth at once, and responds with a delay. */
  private static final class Carrier {
    private double perSecond;
    private final long responseDelay;
    private final Deque<Long> responsesDue = new ArrayDeque<>();
    private final Deque<Boolean> responses = new ArrayDeque<>();
    private double permits;
    private int accepted;
    private int throttled;

    Carrier(double perSecond, long responseDelay) {
      this.perSecond = perSecond;
      this.responseDelay = responseDelay;
      permits = perSecond / 10;
    }

    void run(AdaptiveRate rate, long from, long until) {
      for (long now = from; now < until; now += MS) {
        permits = Math.min(perSecond / 10, permits + perSecond / 1_000);
        while (!responsesDue.isEmpty() && responsesDue.peek() <= now) {
          responsesDue.remove();
          respond(rate, responses.remove(), now);
        }
        while (responsesDue.size() < 100 && rate.tryAcquire(now)) {
          boolean accepts = permits >= 1;
          permits -= accepts ? 1 : 0;
          responsesDue.add(now + responseDelay);
          responses.add(accepts);
        }
      }
    }

    private void respond(AdaptiveRate rate, boolean isAccepted, long now) {
      if (isAccepted) {
        accepted++;
        rate.accepted(now);
      } else {
        throttled++;
        rate.throttled(now);
      }
    }
  }
}
