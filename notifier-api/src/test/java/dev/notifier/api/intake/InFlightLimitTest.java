package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightLimitTest {
  @Test
  void lessThanTheBoundGoesInAndWhatLeavesMakesRoom() {
    InFlightLimit inFlight = new InFlightLimit(100);

    assertThat(inFlight.enter(60)).isTrue();
    assertThat(inFlight.enter(41)).isFalse();
    assertThat(inFlight.enter(40)).isTrue();
    inFlight.leave(60);
    assertThat(inFlight.enter(60)).isTrue();
    assertThat(inFlight.octets()).isEqualTo(100);
  }
}
