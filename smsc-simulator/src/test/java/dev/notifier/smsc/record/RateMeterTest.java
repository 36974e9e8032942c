package dev.notifier.smsc.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateMeterTest {
  private static final long START = 1_800_000_000_000L;

  @Test
  void anEvenRateHasEqualBuckets() {
    RateMeter meter = new RateMeter();
    for (long at = 0; at < 3_000; at += 10) {
      meter.add(START + at);
    }
    RateMeter.Rates rates = meter.rates(1, START + 3_000);
    assertThat(rates.fromMs()).isEqualTo(START);
    assertThat(rates.buckets()).hasSize(60).containsOnly(5);
    assertThat(rates.perSecond()).isEqualTo(new RateMeter.Summary(100, 100, 100));
  }

  @Test
  void aBurstIsVisibleAndIdleTimeAroundItIsIgnored() {
    RateMeter meter = new RateMeter();
    for (int i = 0; i < 100; i++) {
      meter.add(START + 500);
    }
    meter.add(START + 2_500);
    RateMeter.Rates rates = meter.rates(1, START + 30_000);
    assertThat(rates.perSecond().max()).isEqualTo(100);
    assertThat(rates.perSecond().min()).isZero();
    assertThat(rates.perBucket().max()).isEqualTo(100);
    assertThat(rates.buckets()).hasSize(41);
    assertThat(meter.rates(1, START + 90_000).buckets()).isEmpty();
    assertThat(meter.rates(2, START + 90_000).buckets()).hasSize(41);
    meter.reset();
    assertThat(meter.rates(60, START + 90_000).buckets()).isEmpty();
  }

  @Test
  void theMeterKeepsAnHour() {
    RateMeter meter = new RateMeter();
    meter.add(START);
    meter.add(START + 3_600_000);
    assertThat(meter.rates(60, START + 3_600_000).buckets()).hasSize(1);
  }
}
