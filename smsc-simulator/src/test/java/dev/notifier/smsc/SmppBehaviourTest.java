package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.Delay;
import dev.notifier.smsc.behaviour.Fault;
import dev.notifier.smsc.behaviour.ReceiptFormat;
import dev.notifier.smsc.behaviour.ReceiptPolicy;
import dev.notifier.smsc.behaviour.ReceiptState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmppBehaviourTest {
  private static final Behaviour PROMPT = SmscSimulatorTest.PROMPT;
  private static final int ENQUIRE_RESP = 0x80000015;
  private static final String TO = "84912345678";

  private SmscSimulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator = SmscSimulator.start(SimulatorOptions.usual().withPorts(0, 0).withBehaviour(PROMPT));
  }

  @AfterEach
  void stop() throws IOException {
    simulator.close();
  }

  @Test
  void theFirstAttemptsToANumberAreRefused() {
    simulator.configure(PROMPT.withFaults(new Fault.Refuse("849.*", 0x58, 2)));
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      int[] statuses = new int[3];
      for (int i = 0; i < 3; i++) {
        client.submit(TO, "again");
        statuses[i] = client.next().status();
      }
      assertThat(statuses).containsExactly(0x58, 0x58, 0);
      client.acknowledge(client.next(), 0);
      client.submit("84812345678", "another number");
      assertThat(client.next().status()).isZero();
    }
    assertThat(simulator.counts().refused()).isEqualTo(2);
    assertThat(simulator.counts().accepted()).isEqualTo(2);
  }

  @Test
  void silenceIsNoAnswerAtAll() {
    simulator.configure(PROMPT.withFaults(new Fault.Silence(TO)));
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "nobody hears this");
      client.send(0x15, new byte[0]);
      assertThat(client.next().id()).isEqualTo(ENQUIRE_RESP);
    }
    assertThat(simulator.counts().silent()).isEqualTo(1);
    assertThat(simulator.counts().submitted()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
  }

  @Test
  void aDelayedAnswerComesAfterWhatWasAskedLater() {
    simulator.configure(PROMPT.withResponseDelay(new Delay(300, 0)));
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "slow");
      client.send(0x15, new byte[0]);
      assertThat(client.next().id()).isEqualTo(ENQUIRE_RESP);
      assertThat(client.next().id()).isEqualTo(SmscSimulatorTest.SUBMIT_RESP);
      assertThat(client.next().id()).isEqualTo(5);
    }
  }

  @Test
  void theStateOfAReceiptFollowsTheNumber() {
    simulator.configure(
        PROMPT.withFaults(
            new Fault.Receipt(".*1", ReceiptState.UNDELIV, "02B"),
            new Fault.Receipt(".*2", ReceiptState.NEVER, "")));
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit("84912345672", "never");
      assertThat(client.next().status()).isZero();
      client.submit("84912345671", "undelivered");
      assertThat(client.next().status()).isZero();
      assertThat(client.next().shortMessage()).contains("dlvrd:000", "stat:UNDELIV err:02B");
    }
    assertThat(simulator.counts().receiptsDue()).isEqualTo(1);
  }

  @Test
  void aReceiptOfTlvsAloneHasNoText() {
    simulator.configure(
        PROMPT.withReceipts(new ReceiptPolicy(Delay.NONE, ReceiptFormat.TLV, 100, 10_000, 0)));
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "tlv");
      String id = client.next().cString();
      Pdu receipt = client.next();
      assertThat(receipt.shortMessage()).isEmpty();
      String body = new String(receipt.body(), StandardCharsets.ISO_8859_1);
      assertThat(body).contains("\0\36\0" + (char) (id.length() + 1) + id + "\0\4\47\0\1\2");
    }
  }

  @Test
  void aTemporaryErrorBringsTheReceiptAgainAndAFinalOneDoesNot() {
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "again");
      client.next();
      Pdu first = client.next();
      client.acknowledge(first, 0x14);
      Pdu second = client.next();
      assertThat(second.shortMessage()).isEqualTo(first.shortMessage());
      client.acknowledge(second, 0x0B);
      client.send(0x15, new byte[0]);
      assertThat(client.next().id()).isEqualTo(ENQUIRE_RESP);
    }
    assertThat(simulator.counts().receiptsSent()).isEqualTo(2);
    assertThat(simulator.counts().receiptsRefused()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
  }

  @Test
  void anUnansweredReceiptComesAgain() {
    simulator.configure(
        PROMPT.withReceipts(new ReceiptPolicy(Delay.NONE, ReceiptFormat.BOTH, 100, 100, 0)));
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "unanswered");
      client.next();
      String first = client.next().shortMessage();
      assertThat(client.next().shortMessage()).isEqualTo(first);
    }
  }

  @Test
  void theWindowHoldsReceiptsBack() {
    simulator.configure(
        PROMPT.withReceipts(new ReceiptPolicy(Delay.NONE, ReceiptFormat.BOTH, 1, 10_000, 0)));
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "one");
      client.next();
      Pdu first = client.next();
      client.submit(TO, "two");
      client.next();
      client.send(0x15, new byte[0]);
      assertThat(client.next().id()).isEqualTo(ENQUIRE_RESP);
      client.acknowledge(first, 0);
      assertThat(client.next().shortMessage()).endsWith("text:two");
    }
  }

  @Test
  void receiptsWaitForAReceiverOfTheSameAccount() {
    try (TestClient sender = new TestClient(simulator.smppPort())) {
      sender.bind(2, "alpha", "");
      sender.submit(TO, "for alpha");
      sender.next();
      sender.send(0x15, new byte[0]);
      assertThat(sender.next().id()).isEqualTo(ENQUIRE_RESP);
      try (TestClient other = new TestClient(simulator.smppPort());
          TestClient own = new TestClient(simulator.smppPort())) {
        other.bind(1, "beta", "");
        own.bind(1, "alpha", "");
        assertThat(own.next().shortMessage()).endsWith("text:for alpha");
        other.send(0x15, new byte[0]);
        assertThat(other.next().id()).isEqualTo(ENQUIRE_RESP);
      }
    }
  }

  @Test
  void aReceiptHeldByADroppedLinkGoesToTheNext() {
    String first;
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "dropped");
      client.next();
      first = client.next().shortMessage();
      assertThat(simulator.dropSessions()).isEqualTo(1);
      assertThat(client.isClosedByPeer()).isTrue();
    }
    try (TestClient next = TestClient.bound(simulator.smppPort())) {
      assertThat(next.next().shortMessage()).isEqualTo(first);
    }
  }

  @Test
  void onlyTheConfiguredAccountGetsIn() {
    simulator.configure(PROMPT.withAccount("notifier", "secret"));
    try (TestClient client = new TestClient(simulator.smppPort())) {
      assertThat(client.bind(9, "someone", "secret").status()).isEqualTo(0x0F);
      assertThat(client.bind(9, "notifier", "wrong").status()).isEqualTo(0x0E);
      assertThat(client.bind(9, "notifier", "secret").status()).isZero();
      assertThat(client.bind(9, "notifier", "secret").status()).isEqualTo(0x05);
    }
  }

  @Test
  void oddPdusAreAnsweredAndDoNotHurt() {
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.send(0x03, new byte[0]);
      Pdu nack = client.next();
      assertThat(nack.id()).isEqualTo(0x80000000);
      assertThat(nack.status()).isEqualTo(3);
      client.send(4, new byte[] {0, 5});
      assertThat(client.next().status()).isEqualTo(2);
      byte[] inPieces =
          TestClient.frame(4, 0, 99, TestClient.submitBody(TO, 0, 0, new byte[] {0x41}));
      for (byte value : inPieces) {
        client.raw(value);
      }
      assertThat(client.next().sequence()).isEqualTo(99);
      client.acknowledge(client.next(), 0);
      client.raw((byte) 0x7F, (byte) -1, (byte) -1, (byte) -1);
      assertThat(client.next().id()).isEqualTo(0x80000000);
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void theSamePartWithAnotherReferenceIsARepeat() {
    try (TestClient client = new TestClient(simulator.smppPort())) {
      client.bind(2, "tester", "");
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
}
