package dev.notifier.smsc.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.pdu.Address;
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.Submission;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentJoinerTest {
  private final SegmentJoiner joiner = new SegmentJoiner();
  private long ids;

  @Test
  void segmentsJoinInAnyOrder() {
    HandsetMessage first = join(eightBit(7, 2, 2, 'b'));
    HandsetMessage complete = join(eightBit(7, 2, 1, 'a'));

    assertThat(first.receivedSegments()).isEqualTo(1);
    assertThat(first.totalSegments()).isEqualTo(2);
    assertThat(complete.key()).isEqualTo(first.key());
    assertThat(complete.text()).isEqualTo("ab");
    assertThat(complete.receivedSegments()).isEqualTo(2);
  }

  @Test
  void sixteenBitReferencesAreDistinctFromEightBitOnes() {
    join(eightBit(7, 2, 1, 'a'));
    HandsetMessage sixteenBit = join(message(new byte[] {6, 8, 4, 0, 7, 2, 2, 'z'}));
    assertThat(sixteenBit.receivedSegments()).isEqualTo(1);
    assertThat(join(message(new byte[] {6, 8, 4, 0, 7, 2, 1, 'y'})).text()).isEqualTo("yz");
  }

  @Test
  void aReusedReferenceStartsANewMessage() {
    join(eightBit(7, 2, 1, 'a'));
    HandsetMessage complete = join(eightBit(7, 2, 2, 'b'));
    HandsetMessage next = join(eightBit(7, 2, 1, 'c'));
    assertThat(complete.key()).isEqualTo("1");
    assertThat(next.key()).isEqualTo("3");
    assertThat(next.receivedSegments()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"05000307020378", "C80003", ""})
  void anInvalidHeaderMakesASingleMessage(String hex) {
    HandsetMessage single = join(message(HexFormat.of().parseHex(hex)));
    assertThat(single.receivedSegments()).isEqualTo(1);
    assertThat(single.totalSegments()).isEqualTo(1);
  }

  private Submission eightBit(int reference, int total, int number, char text) {
    return message(
        new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) number, (byte) text});
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
