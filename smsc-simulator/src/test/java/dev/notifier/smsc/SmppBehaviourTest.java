package dev.notifier.smsc;

import static dev.notifier.smsc.RunningSimulator.PROMPT;
import static dev.notifier.smsc.TestClient.BIND_RECEIVER;
import static dev.notifier.smsc.TestClient.BIND_TRANSCEIVER;
import static dev.notifier.smsc.TestClient.BIND_TRANSMITTER;
import static dev.notifier.smsc.TestClient.DELIVER_SM;
import static dev.notifier.smsc.TestClient.ENQUIRE_LINK;
import static dev.notifier.smsc.TestClient.GENERIC_NACK;
import static dev.notifier.smsc.TestClient.RESPONSE;
import static dev.notifier.smsc.TestClient.SUBMIT_SM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import dev.notifier.smsc.behaviour.Delay;
import dev.notifier.smsc.behaviour.Fault;
import dev.notifier.smsc.behaviour.ReceiptFormat;
import dev.notifier.smsc.behaviour.ReceiptPolicy;
import dev.notifier.smsc.behaviour.ReceiptState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binds, submits and receipts over a socket. */
class SmppBehaviourTest {
  private static final String TO = "84912345678";

  @RegisterExtension private final RunningSimulator simulator = new RunningSimulator();

  @Test
  void theFirstAttemptsToANumberAreRefused() {
    simulator.configure(PROMPT.withFaults(new Fault.Refuse("849.*", 0x58, 2)));
    try (TestClient client = simulator.transceiver()) {
      assertThat(client.submitAndReceive(TO, "again").status()).isEqualTo(0x58);
      assertThat(client.submitAndReceive(TO, "again").status()).isEqualTo(0x58);
      assertThat(client.submitAndReceive(TO, "again").status()).isZero();
      client.acknowledgeReceipt();
      assertThat(client.submitAndReceive("84812345678", "another number").status()).isZero();
    }
    assertThat(simulator.counts().refused()).isEqualTo(2);
    assertThat(simulator.counts().accepted()).isEqualTo(2);
  }

  @Test
  void aSilenceFaultSendsNoResponse() {
    simulator.configure(PROMPT.withFaults(new Fault.Silence(TO)));
    try (TestClient client = simulator.transceiver()) {
      client.submit(TO, "ignored");
      client.expectNothingSent();
    }
    assertThat(simulator.counts().silent()).isEqualTo(1);
    assertThat(simulator.counts().submitted()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
  }

  @Test
  void aDelayedResponseComesAfterLaterRequests() {
    simulator.configure(PROMPT.withResponseDelay(new Delay(300, 0)));
    try (TestClient client = simulator.transceiver()) {
      client.submit(TO, "slow");
      client.send(ENQUIRE_LINK, new byte[0]);
      assertThat(client.next().id()).isEqualTo(RESPONSE | ENQUIRE_LINK);
      assertThat(client.next().id()).isEqualTo(RESPONSE | SUBMIT_SM);
      assertThat(client.next().id()).isEqualTo(DELIVER_SM);
    }
  }

  @Test
  void aReceiptFaultSetsTheStateForItsNumbers() {
    simulator.configure(
        PROMPT.withFaults(
            new Fault.Receipt(".*1", ReceiptState.UNDELIV, "02B"),
            new Fault.Receipt(".*2", ReceiptState.NEVER, "")));
    try (TestClient client = simulator.transceiver()) {
      assertThat(client.submitAndReceive("84912345672", "never").status()).isZero();
      assertThat(client.submitAndReceive("84912345671", "undelivered").status()).isZero();
      assertThat(client.next().shortMessage()).contains("dlvrd:000", "stat:UNDELIV err:02B");
    }
    assertThat(simulator.counts().receiptsDue()).isEqualTo(1);
  }

  @Test
  void aReceiptOfTlvsOnlyHasNoText() {
    simulator.configure(PROMPT.withReceipts(receipts(ReceiptFormat.TLV, 100, 10_000)));
    try (TestClient client = simulator.transceiver()) {
      String id = client.submitAndReceive(TO, "tlv").cString();
      Pdu receipt = client.next();
      assertThat(receipt.shortMessage()).isEmpty();
      assertThat(receipt.text())
          .endsWith("\0\36\0" + (char) (id.length() + 1) + id + "\0\4\47\0\1\2");
    }
  }

  @Test
  void aReceiptIsSentAgainAfterATemporaryErrorOnly() {
    try (TestClient client = simulator.transceiver()) {
      client.submitAndReceive(TO, "again");
      Pdu first = client.next();
      client.acknowledge(first, 0x14);
      Pdu second = client.next();
      assertThat(second.shortMessage()).isEqualTo(first.shortMessage());
      client.acknowledge(second, 0x0B);
      client.expectNothingSent();
    }
    assertThat(simulator.counts().receiptsSent()).isEqualTo(2);
    assertThat(simulator.counts().receiptsRefused()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
  }

  @Test
  void aReceiptWithoutAResponseIsSentAgain() {
    simulator.configure(PROMPT.withReceipts(receipts(ReceiptFormat.BOTH, 100, 100)));
    try (TestClient client = simulator.transceiver()) {
      client.submitAndReceive(TO, "no response");
      // The time when it was sent is in the text, and may be the next minute.
      String id = client.next().shortMessage().split(" done date:", 2)[0];
      assertThat(client.next().shortMessage()).startsWith(id);
    }
  }

  @Test
  void theWindowDelaysReceipts() {
    simulator.configure(PROMPT.withReceipts(receipts(ReceiptFormat.BOTH, 1, 10_000)));
    try (TestClient client = simulator.transceiver()) {
      client.submitAndReceive(TO, "one");
      Pdu first = client.next();
      client.submitAndReceive(TO, "two");
      client.expectNothingSent();
      client.acknowledge(first, 0);
      assertThat(client.next().shortMessage()).endsWith("text:two");
    }
  }

  @Test
  void receiptsWaitForAReceiverOfTheSameAccount() {
    try (TestClient sender = simulator.bound(BIND_TRANSMITTER, "alpha")) {
      sender.submitAndReceive(TO, "for alpha");
      sender.expectNothingSent();
      try (TestClient other = simulator.bound(BIND_RECEIVER, "beta");
          TestClient receiver = simulator.bound(BIND_RECEIVER, "alpha")) {
        assertThat(receiver.next().shortMessage()).endsWith("text:for alpha");
        other.expectNothingSent();
      }
    }
  }

  @Test
  void anOutstandingReceiptOfADroppedLinkIsSentOnTheNextLink() {
    String first;
    try (TestClient client = simulator.transceiver()) {
      client.submitAndReceive(TO, "dropped");
      first = client.next().shortMessage();
      assertThat(simulator.get().dropSessions()).isEqualTo(1);
      assertThat(client.isClosedByPeer()).isTrue();
    }
    try (TestClient next = simulator.transceiver()) {
      assertThat(next.next().shortMessage()).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "someone, secret, 0x0F", //
    "notifier, wrong, 0x0E",
    "notifier, secret, 0x00",
  })
  void onlyTheConfiguredAccountMayBind(String systemId, String password, String status) {
    simulator.configure(PROMPT.withAccount("notifier", "secret"));
    try (TestClient client = simulator.connect()) {
      assertThat(client.bind(BIND_TRANSCEIVER, systemId, password).status())
          .isEqualTo(Integer.decode(status));
    }
  }

  @Test
  void aBoundSessionMayNotBindAgain() {
    try (TestClient client = simulator.transceiver()) {
      assertThat(client.bind(BIND_TRANSCEIVER, "tester", "secret").status()).isEqualTo(0x05);
    }
  }

  @Test
  void invalidPdusAreRejected() {
    try (TestClient client = simulator.transceiver()) {
      client.send(0x03, new byte[0]);
      Pdu nack = client.next();
      assertThat(nack.id()).isEqualTo(GENERIC_NACK);
      assertThat(nack.status()).isEqualTo(3);
      client.send(SUBMIT_SM, new byte[] {0, 5});
      assertThat(client.next().status()).isEqualTo(2);
      client.raw((byte) 0x7F, (byte) -1, (byte) -1, (byte) -1);
      assertThat(client.next().id()).isEqualTo(GENERIC_NACK);
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void aPduThatArrivesByteByByteIsRead() {
    try (TestClient client = simulator.transceiver()) {
      byte[] body = TestClient.submitBody(TO, 0, 0, new byte[] {0x41});
      for (byte single : TestClient.frame(SUBMIT_SM, 0, 99, body)) {
        client.raw(single);
      }
      assertThat(client.next().sequence()).isEqualTo(99);
    }
  }

  @Test
  void theSameSegmentWithAnotherReferenceIsARepeat() {
    try (TestClient client = simulator.transmitter()) {
      client.submit(TO, 0x40, 0, new byte[] {5, 0, 3, 7, 2, 1, 'a'});
      client.submit(TO, 0x40, 0, new byte[] {5, 0, 3, 8, 2, 1, 'a'});
      client.submit(TO, 0x40, 0, new byte[] {5, 0, 3, 8, 2, 2, 'a'});
      client.submit(TO, 0x40, 0, new byte[] {6, 8, 4, 1, 8, 2, 1, 'a'});
      client.submit(TO, 0x40, 0, new byte[] {6, 8, 4, 9, 9, 2, 1, 'a'});
      client.submit(TO, 0, 0, new byte[] {5, 0, 3, 7, 2, 1, 'a'});
      for (int i = 0; i < 6; i++) {
        assertThat(client.next().status()).isZero();
      }
    }
    assertThat(simulator.counts().repeated()).isEqualTo(2);
    assertThat(simulator.counts().distinct()).isEqualTo(4);
  }

  private static ReceiptPolicy receipts(ReceiptFormat format, int window, long responseTimeoutMs) {
    return new ReceiptPolicy(Delay.NONE, format, window, responseTimeoutMs, 0);
  }
}
