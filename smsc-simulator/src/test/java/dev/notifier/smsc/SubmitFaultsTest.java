package dev.notifier.smsc;

import static dev.notifier.smsc.RunningSimulator.PROMPT;
import static dev.notifier.smsc.TestClient.SUBMIT_SM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import dev.notifier.smsc.behaviour.Delay;
import dev.notifier.smsc.behaviour.SubmitLimits;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SubmitFaultsTest {
  private static final String TO = "84912345678";
  private static final String CONGESTION_TLV = "\4(\0\1";

  @RegisterExtension private final RunningSimulator simulator = new RunningSimulator();

  @Test
  void theSameSeedRefusesTheSameSubmits() {
    faults("[{ fault: refuse, to: '.*', status: 0x14, chance: 0.3 }]");
    List<Integer> first = statuses(60);
    faults("[{ fault: refuse, to: '.*', status: 0x14, chance: 0.3 }]");
    assertThat(statuses(60)).isEqualTo(first).containsOnly(0, 0x14);
    assertThat(simulator.faults("refused")).isEqualTo(simulator.counts().refused());
  }

  @Test
  void aFaultWithADurationEnds() {
    faults("[{ fault: refuse, to: '.*', status: 0x14, forMs: 600000 }]");
    assertThat(statuses(3)).containsExactly(0x14, 0x14, 0x14);
    faults("[{ fault: refuse, to: '.*', status: 0x14, forMs: 1 }, { fault: slow, to: '.*' }]");
    while (statuses(1).getFirst() != 0) {
      // The millisecond is not over yet.
    }
  }

  @Test
  void aNumberIsRefusedAgainAfterEachAcceptedSubmit() {
    faults("[{ fault: refuse, to: '.*', status: 0x08, firstAttempts: 1, again: true }]");
    assertThat(statuses(5)).containsExactly(0x08, 0, 0x08, 0, 0x08);
  }

  @Test
  void aSlowResponseComesAfterALaterOne() {
    faults("[{ fault: slow, to: '.*1', delay: { fixedMs: 300, tailMs: 5 } }]");
    try (TestClient client = simulator.transmitter()) {
      int slow = client.submit("84912345671", "slow");
      int quick = client.submit("84912345672", "quick");
      assertThat(client.next().sequence()).isEqualTo(quick);
      assertThat(client.next().sequence()).isEqualTo(slow);
    }
    assertThat(simulator.faults("slow")).isEqualTo(1);
  }

  @Test
  void theSessionsOfAnAccountShareARate() {
    simulator.configure(
        PROMPT.withLimits(
            SubmitLimits.NONE
                .withRate(1, 2, SubmitLimits.Per.ACCOUNT, 0x14)
                .withCongestion(SubmitLimits.Congestion.LOAD, 0)));
    try (TestClient one = simulator.transmitter();
        TestClient two = simulator.transmitter()) {
      int throttled = 0;
      for (int i = 0; i < 20; i++) {
        Pdu response = (i % 2 == 0 ? one : two).submitAndReceive(TO, "text " + i);
        assertThat(response.text()).contains(CONGESTION_TLV);
        throttled += response.status() == 0x14 ? 1 : 0;
      }
      // 18 if all submits are within a second.
      assertThat(throttled).isBetween(1, 18);
      assertThat(simulator.counts().throttled()).isEqualTo(throttled);
      assertThat(simulator.counts().accepted()).isEqualTo(20 - throttled);
    }
  }

  @Test
  void aRatePerSessionDoesNotLimitOtherSessions() {
    simulator.configure(
        PROMPT.withLimits(SubmitLimits.NONE.withRate(1, 1, SubmitLimits.Per.SESSION, 0x58)));
    try (TestClient one = simulator.transmitter();
        TestClient two = simulator.transmitter()) {
      assertThat(one.submitAndReceive(TO, "one").status()).isZero();
      assertThat(two.submitAndReceive(TO, "two").status()).isZero();
    }
  }

  @Test
  void submitsBeyondTheWindowAreRefused() {
    simulator.configure(
        PROMPT
            .withResponseDelay(new Delay(400, 0))
            .withLimits(
                SubmitLimits.NONE
                    .withWindow(2, 0x45)
                    .withCongestion(SubmitLimits.Congestion.FIXED, 85)));
    try (TestClient client = simulator.transmitter()) {
      ByteArrayOutputStream three = new ByteArrayOutputStream();
      for (int i = 1; i <= 3; i++) {
        byte[] body = TestClient.submitBody(TO, 0, 0, new byte[] {(byte) ('a' + i)});
        three.writeBytes(TestClient.frame(SUBMIT_SM, 0, i, body));
      }
      client.raw(three.toByteArray());
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Pdu response = client.next();
        statuses.add(response.status());
        assertThat(response.text()).endsWith(CONGESTION_TLV + "U");
      }
      assertThat(statuses).containsExactlyInAnyOrder(0, 0, 0x45);
    }
    assertThat(simulator.faults("windowExceeded")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "empty-id|\\x00",
        "no-body|''",
        "no-terminator|[0-9A-F]+",
        "long-id|[0-9A-F]{80}\\x00",
        "cut-tlv|[0-9A-F]+\\x00\\x04\\x28\\x00\\x09\\x00",
      })
  void anAbnormalResponseOfAnAcceptedMessage(String form, String body) {
    faults("[{ fault: response, to: '.*', form: " + form + " }]");
    try (TestClient client = simulator.transmitter()) {
      Pdu response = client.submitAndReceive(TO, form);
      assertThat(response.status()).isZero();
      assertThat(response.text()).matches(body);
    }
    assertThat(simulator.counts().accepted()).isEqualTo(1);
    assertThat(simulator.faults("abnormalResponses")).isEqualTo(1);
  }

  @Test
  void aResponseIsSentTwice() {
    faults("[{ fault: response, to: '.*', form: twice }]");
    try (TestClient client = simulator.transmitter()) {
      Pdu response = client.submitAndReceive(TO, "twice");
      Pdu second = client.next();
      assertThat(second.sequence()).isEqualTo(response.sequence());
      assertThat(second.cString()).isEqualTo(response.cString());
    }
    assertThat(simulator.faults("abnormalResponses")).isEqualTo(1);
  }

  @Test
  void anAcceptedMessageWithoutAResponseHasAReceipt() {
    faults("[{ fault: silence, to: '.*', accepted: true }]");
    try (TestClient client = simulator.transceiver()) {
      client.submit(TO, "accepted");
      assertThat(client.next().shortMessage()).endsWith("text:accepted");
    }
    assertThat(simulator.counts().accepted()).isEqualTo(1);
    assertThat(simulator.faults("acceptedWithoutResponse")).isEqualTo(1);
  }

  private List<Integer> statuses(int submits) {
    List<Integer> statuses = new ArrayList<>();
    try (TestClient client = simulator.transmitter()) {
      for (int i = 0; i < submits; i++) {
        statuses.add(client.submitAndReceive(TO, "text " + i).status());
      }
    }
    return statuses;
  }

  private void faults(String yaml) {
    simulator.configure("receipts: { delay: { fixedMs: 0 } }\nfaults: " + yaml);
  }
}
