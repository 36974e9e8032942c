package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightLimitTest {
  @Test
  void limitsTheReservedBytes() {
    InFlightLimit inFlight = new InFlightLimit(100);

    assertThat(inFlight.tryAcquire(60)).isTrue();
    assertThat(inFlight.tryAcquire(41)).isFalse();
    assertThat(inFlight.tryAcquire(40)).isTrue();
    inFlight.release(60);
    assertThat(inFlight.tryAcquire(60)).isTrue();
    assertThat(inFlight.bytes()).isEqualTo(100);
  }
}
