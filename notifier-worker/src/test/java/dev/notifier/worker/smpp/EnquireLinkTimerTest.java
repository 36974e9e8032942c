package dev.notifier.worker.smpp;

import static dev.notifier.worker.smpp.EnquireLinkTimer.Action.ENQUIRE;
import static dev.notifier.worker.smpp.EnquireLinkTimer.Action.GIVE_UP;
import static dev.notifier.worker.smpp.EnquireLinkTimer.Action.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EnquireLinkTimerTest {
  private final EnquireLinkTimer schedule =
      new EnquireLinkTimer(Duration.ofSeconds(30), Duration.ofSeconds(10), 3);

  @Test
  void anEnquiryIsDueWhenNothingWasHeardOrNothingSent() {
    assertThat(look(29, 0, 0)).isEqualTo(NOTHING);
    assertThat(look(30, 0, 29)).isEqualTo(ENQUIRE);
  }

  @Test
  void aLinkThatOnlyHearsIsEnquiredToo() {
    assertThat(look(30, 29, 0)).isEqualTo(ENQUIRE);
  }

  @Test
  void aBusyLinkIsLeftAlone() {
    for (long second = 1; second < 600; second++) {
      assertThat(look(second, second, second - 1)).isEqualTo(NOTHING);
    }
  }

  @Test
  void severalMissesInARowEndTheLink() {
    assertThat(look(30, 0, 0)).isEqualTo(ENQUIRE);
    assertThat(look(39, 0, 30)).isEqualTo(NOTHING);
    assertThat(look(40, 0, 30)).isEqualTo(ENQUIRE);
    assertThat(look(50, 0, 40)).isEqualTo(ENQUIRE);
    assertThat(look(59, 0, 50)).isEqualTo(NOTHING);
    assertThat(look(60, 0, 50)).isEqualTo(GIVE_UP);
  }

  @Test
  void anythingHeardStartsTheCountAgain() {
    assertThat(look(30, 0, 0)).isEqualTo(ENQUIRE);
    assertThat(look(40, 0, 30)).isEqualTo(ENQUIRE);
    assertThat(look(50, 0, 40)).isEqualTo(ENQUIRE);
    assertThat(look(59, 55, 50)).isEqualTo(NOTHING);
    assertThat(look(85, 55, 50)).isEqualTo(ENQUIRE);
    assertThat(look(95, 55, 85)).isEqualTo(ENQUIRE);
    assertThat(look(105, 55, 95)).isEqualTo(ENQUIRE);
    assertThat(look(115, 55, 105)).isEqualTo(GIVE_UP);
  }

  /** A process that was stopped for an hour gives the peer its chances all the same. */
  @Test
  void aLongPauseOfOurOwnIsOneMissAtMost() {
    assertThat(look(30, 0, 0)).isEqualTo(ENQUIRE);
    assertThat(look(3_600, 0, 30)).isEqualTo(ENQUIRE);
    assertThat(look(3_605, 3_601, 3_600)).isEqualTo(NOTHING);
  }

  private EnquireLinkTimer.Action look(long nowS, long heardS, long sentS) {
    long second = 1_000_000_000;
    return schedule.look(nowS * second, heardS * second, sentS * second);
  }
}
