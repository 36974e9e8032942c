package dev.notifier.smsc.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.Submission;
import org.junit.jupiter.api.Test;

class SegmentJoinerTest {
  private final SegmentJoiner joiner = new SegmentJoiner();
  private long ids;

  @Test
  void partsJoinInAnyOrder() {
    HandsetMessage first = join(narrow(7, 2, 2, 'b'));
    HandsetMessage whole = join(narrow(7, 2, 1, 'a'));

    assertThat(first.receivedSegments()).isEqualTo(1);
    assertThat(first.totalSegments()).isEqualTo(2);
    assertThat(whole.key()).isEqualTo(first.key());
    assertThat(whole.text()).isEqualTo("ab");
    assertThat(whole.receivedSegments()).isEqualTo(2);
  }

  @Test
  void sixteenBitReferencesAreApartFromEightBitOnes() {
    join(narrow(7, 2, 1, 'a'));
    HandsetMessage wide = join(message(new byte[] {6, 8, 4, 0, 7, 2, 2, 'z'}));
    assertThat(wide.receivedSegments()).isEqualTo(1);
    assertThat(join(message(new byte[] {6, 8, 4, 0, 7, 2, 1, 'y'})).text()).isEqualTo("yz");
  }

  @Test
  void aReferenceUsedAgainBeginsANewMessage() {
    join(narrow(7, 2, 1, 'a'));
    HandsetMessage whole = join(narrow(7, 2, 2, 'b'));
    HandsetMessage next = join(narrow(7, 2, 1, 'c'));
    assertThat(next.key()).isNotEqualTo(whole.key());
    assertThat(next.receivedSegments()).isEqualTo(1);
  }

  @Test
  void aBrokenHeaderStandsAlone() {
    assertThat(join(message(new byte[] {5, 0, 3, 7, 2, 3, 'x'})).totalSegments()).isEqualTo(1);
    assertThat(join(message(new byte[] {(byte) 200, 0, 3})).totalSegments()).isEqualTo(1);
    assertThat(join(message(new byte[0])).totalSegments()).isEqualTo(1);
  }

  private Submission narrow(int reference, int of, int number, char text) {
    return message(new byte[] {5, 0, 3, (byte) reference, (byte) of, (byte) number, (byte) text});
  }

  private Submission message(byte[] bytes) {
    ShortMessage message =
        new ShortMessage(
            new Address(5, 0, "BHXHVN"), new Address(1, 1, "84912345678"), 0x40, 0, 0, 1, bytes);
    return new Submission(
        1,
        1,
        "tester",
        message,
        Submission.Outcome.ACCEPTED,
        0,
        ++ids,
        0,
        ReceiptState.DELIVRD,
        "000");
  }

  private HandsetMessage join(Submission it) {
    return joiner.join(it, Alphabet.GSM7);
  }
}
