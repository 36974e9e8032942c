package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.smsc.TestClient.Pdu;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.Delay;
import dev.notifier.smsc.behaviour.ReceiptFormat;
import dev.notifier.smsc.behaviour.ReceiptPolicy;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmscSimulatorTest {
  static final int SUBMIT_RESP = 0x80000004;
  static final Behaviour PROMPT =
      Behaviour.OBEDIENT.withReceipts(
          new ReceiptPolicy(Delay.NONE, ReceiptFormat.BOTH, 100, 10_000, 0));

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
  void aMessageIsAnsweredAndItsReceiptFollows() {
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      int sequence = client.submit("84912345678", "Hello there");

      Pdu answer = client.next();
      assertThat(answer.id()).isEqualTo(SUBMIT_RESP);
      assertThat(answer.status()).isZero();
      assertThat(answer.sequence()).isEqualTo(sequence);
      String id = answer.cString();
      assertThat(id).matches("[0-9A-F]+");

      Pdu receipt = client.next();
      assertThat(receipt.id()).isEqualTo(5);
      assertThat(receipt.shortMessage())
          .matches(
              "id:"
                  + id
                  + " sub:001 dlvrd:001 submit date:\\d{10} done date:\\d{10} stat:DELIVRD"
                  + " err:000 text:Hello there");
      client.acknowledge(receipt, 0);
      client.send(0x15, new byte[0]);
      assertThat(client.next().id()).isEqualTo(0x80000015);
    }
    assertThat(simulator.counts().accepted()).isEqualTo(1);
    assertThat(simulator.counts().receiptsAcknowledged()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
  }

  @Test
  void idsDoNotRepeat() {
    Set<String> ids = new HashSet<>();
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      for (int i = 0; i < 50; i++) {
        client.submit("84912345678", "text " + i);
      }
      while (ids.size() < 50) {
        Pdu pdu = client.next();
        if (pdu.id() == SUBMIT_RESP) {
          assertThat(ids.add(pdu.cString())).isTrue();
        } else {
          client.acknowledge(pdu, 0);
        }
      }
    }
  }

  @Test
  void submitBeforeBindIsInvalidBindStatus() {
    try (TestClient client = new TestClient(simulator.smppPort())) {
      client.submit("84912345678", "too early");
      assertThat(client.next().status()).isEqualTo(4);
    }
  }

  @Test
  void aTakenPortIsOneClearLine() {
    SimulatorOptions same = SimulatorOptions.usual().withPorts(simulator.smppPort(), 0);
    assertThatThrownBy(() -> SmscSimulator.start(same))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--port")
        .hasMessageContaining(String.valueOf(simulator.smppPort()));
    SimulatorOptions sameHttp = SimulatorOptions.usual().withPorts(0, simulator.httpPort());
    assertThatThrownBy(() -> SmscSimulator.start(sameHttp))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--http-port");
  }
}
