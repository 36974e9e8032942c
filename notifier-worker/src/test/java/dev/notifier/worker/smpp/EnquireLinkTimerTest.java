package dev.notifier.worker.smpp;

import static dev.notifier.worker.smpp.EnquireLinkTimer.Action.CLOSE;
import static dev.notifier.worker.smpp.EnquireLinkTimer.Action.ENQUIRE;
import static dev.notifier.worker.smpp.EnquireLinkTimer.Action.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EnquireLinkTimerTest {
  private final EnquireLinkTimer timer =
      new EnquireLinkTimer(Duration.ofSeconds(30), Duration.ofSeconds(10), 3);

  @Test
  void anEnquireLinkIsDueWhenNothingWasReceivedOrNothingSent() {
    assertThat(next(29, 0, 0)).isEqualTo(NONE);
    assertThat(next(30, 0, 29)).isEqualTo(ENQUIRE);
  }

  @Test
  void anEnquireLinkIsDueAlsoOnAConnectionThatOnlyReceives() {
    assertThat(next(30, 29, 0)).isEqualTo(ENQUIRE);
  }

  @Test
  void noEnquireLinkIsDueOnABusyConnection() {
    for (long second = 1; second < 600; second++) {
      assertThat(next(second, second, second - 1)).isEqualTo(NONE);
    }
  }

  @Test
  void severalMissesInARowCloseTheConnection() {
    assertThat(next(30, 0, 0)).isEqualTo(ENQUIRE);
    assertThat(next(39, 0, 30)).isEqualTo(NONE);
    assertThat(next(40, 0, 30)).isEqualTo(ENQUIRE);
    assertThat(next(50, 0, 40)).isEqualTo(ENQUIRE);
    assertThat(next(59, 0, 50)).isEqualTo(NONE);
    assertThat(next(60, 0, 50)).isEqualTo(CLOSE);
  }

  @Test
  void anyReceivedPduRestartsTheCount() {
    assertThat(next(30, 0, 0)).isEqualTo(ENQUIRE);
    assertThat(next(40, 0, 30)).isEqualTo(ENQUIRE);
    assertThat(next(50, 0, 40)).isEqualTo(ENQUIRE);
    assertThat(next(59, 55, 50)).isEqualTo(NONE);
    assertThat(next(85, 55, 50)).isEqualTo(ENQUIRE);
    assertThat(next(95, 55, 85)).isEqualTo(ENQUIRE);
    assertThat(next(105, 55, 95)).isEqualTo(ENQUIRE);
    assertThat(next(115, 55, 105)).isEqualTo(CLOSE);
  }

  /** A process that was suspended for an hour still gives the peer time to respond. */
  @Test
  void aSuspendedProcessCountsAtMostOneMiss() {
    assertThat(next(30, 0, 0)).isEqualTo(ENQUIRE);
    assertThat(next(3_600, 0, 30)).isEqualTo(ENQUIRE);
    assertThat(next(3_605, 3_601, 3_600)).isEqualTo(NONE);
  }

  private EnquireLinkTimer.Action next(long nowS, long receivedS, long sentS) {
    long second = 1_000_000_000;
    return timer.next(nowS * second, receivedS * second, sentS * second);
  }
}
