package dev.notifier.worker.send.rate;

import static dev.notifier.worker.send.rate.SimulatedCarrier.MS;
import static dev.notifier.worker.send.rate.SimulatedCarrier.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptiveRateTest {
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

  /**
   * The carrier accepts less than the contract for two minutes, then more. A contract of 0 is
   * unlimited.
   */
  @ParameterizedTest
  @CsvSource({
    "   10,     6,  20",
    "   10,     9,  20",
    "  200,    20,  20",
    "  200,   120,  20",
    "  200,   120, 300",
    "  200,   180,  20",
    "  200,   195,  20",
    "1_000,   100,  20",
    "1_000,   600,  20",
    "1_000,   950, 100",
    "5_000,   200,  20",
    "5_000, 1_000,  20",
    "5_000, 4_000,  20",
    "5_000, 4_800,   5",
    "    0,    50,  50",
    "    0,   300,  50",
    "    0, 2_000,  50",
  })
  void theRateSettlesJustBelowWhatTheCarrierAcceptsAndGrowsBackWhenItAcceptsMore(
      String contract, String carrierLimit, long delayMs) {
    double perSecond = number(contract);
    double limit = number(carrierLimit);
    AdaptiveRate rate = new AdaptiveRate(perSecond, 0);
    SimulatedCarrier carrier = new SimulatedCarrier(rate, limit, delayMs * MS);
    carrier.run(60);
    int acceptedBefore = carrier.accepted;
    int throttledBefore = carrier.throttled;

    carrier.run(60);

    double accepted = carrier.accepted - acceptedBefore;
    double throttled = carrier.throttled - throttledBefore;
    assertThat(accepted / 60).as("accepted per second").isGreaterThanOrEqualTo(0.9 * limit);
    assertThat(throttled / (accepted + throttled)).as("share of throttled").isLessThan(0.04);

    carrier.limit(20_000);

    assertThat(carrier.secondsUntil(perSecond > 0 ? 0.95 * perSecond : 1e9, 60))
        .as("seconds until 95 percent of the contract")
        .isLessThanOrEqualTo(15);
  }

  @Test
  void aCarrierThatAcceptedNothingForAMinuteIsUsedInFullFifteenSecondsLater() {
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    SimulatedCarrier carrier = new SimulatedCarrier(rate, 0, 20 * MS);
    carrier.run(60);
    assertThat(rate.current()).isLessThan(20);
    assertThat(carrier.throttled).isLessThan(1_500);

    carrier.limit(1_000);

    assertThat(carrier.secondsUntil(190, 60)).isLessThanOrEqualTo(15);
  }

  @Test
  void fewRejectionsCutTheRateALittleAndManyCutItMuch() {
    assertThat(cutBy(3, 97)).isBetween(0.90, 0.97);
    assertThat(cutBy(10, 90)).isBetween(0.80, 0.90);
    assertThat(cutBy(40, 60)).isBetween(0.50, 0.60);
    assertThat(cutBy(100, 0)).isEqualTo(0.5);
  }

  /** The rate that remains of 100, as a share, after these responses in the last second. */
  private static double cutBy(int throttled, int accepted) {
    AdaptiveRate rate = new AdaptiveRate(100, 0);
    for (int i = 0; i < accepted; i++) {
      rate.accepted(SECOND);
    }
    for (int i = 0; i < throttled - 1; i++) {
      rate.refused(SECOND);
    }
    rate.throttled(SECOND);
    return rate.current() / 100;
  }

  /** Two of a hundred are throttled at any rate, for example because of their numbers. */
  @Test
  void rejectionsThatDoNotDependOnTheRateDoNotEndInALowRate() {
    AdaptiveRate rate = new AdaptiveRate(200, 0);
    double sum = 0;
    int written = 0;
    for (long now = 0; now < 120 * SECOND; now += MS) {
      while (rate.tryAcquire(now)) {
        if (++written % 50 == 0) {
          rate.throttled(now);
        } else {
          rate.accepted(now);
        }
      }
      sum += rate.current();
    }

    assertThat(sum / 120_000).isGreaterThan(170);
  }

  @Test
  void withoutAContractThereIsALimitOnlyWhileTheCarrierThrottles() {
    AdaptiveRate rate = new AdaptiveRate(0, 0);
    SimulatedCarrier carrier = new SimulatedCarrier(rate, 300, 20 * MS);
    assertThat(rate.isLimited()).isFalse();
    carrier.run(10);
    assertThat(rate.current()).isBetween(200.0, 400.0);
    carrier.limit(100_000);

    carrier.run(15);

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
    assertThat(rate.current()).isCloseTo(cut, within(0.1));
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

  private static double number(String text) {
    return Double.parseDouble(text.replace("_", ""));
  }
}
