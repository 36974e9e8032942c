package dev.notifier.smsc;

import static dev.notifier.smsc.TestClient.DELIVER_SM;
import static dev.notifier.smsc.TestClient.RESPONSE;
import static dev.notifier.smsc.TestClient.SUBMIT_SM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.smsc.TestClient.Pdu;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SmscSimulatorTest {
  @RegisterExtension private final RunningSimulator simulator = new RunningSimulator();

  @Test
  void aSubmitGetsAResponseAndAReceipt() {
    try (TestClient client = simulator.transceiver()) {
      int sequence = client.submit("84912345678", "Hello there");

      Pdu response = client.next();
      assertThat(response.id()).isEqualTo(RESPONSE | SUBMIT_SM);
      assertThat(response.status()).isZero();
      assertThat(response.sequence()).isEqualTo(sequence);
      String id = response.cString();
      assertThat(id).matches("[0-9A-F]+");

      Pdu receipt = client.next();
      assertThat(receipt.id()).isEqualTo(DELIVER_SM);
      assertThat(receipt.shortMessage())
          .matches(
              "id:"
                  + id
                  + " sub:001 dlvrd:001 submit date:\\d{10} done date:\\d{10} stat:DELIVRD"
                  + " err:000 text:Hello there");
      client.acknowledge(receipt, 0);
      client.expectNothingSent();
    }
    assertThat(simulator.counts().accepted()).isEqualTo(1);
    assertThat(simulator.counts().receiptsAcknowledged()).isEqualTo(1);
    assertThat(simulator.counts().receiptsDue()).isZero();
  }

  @Test
  void messageIdsAreUnique() {
    Set<String> ids = new HashSet<>();
    try (TestClient client = simulator.transceiver()) {
      for (int i = 0; i < 50; i++) {
        client.submit("84912345678", "text " + i);
      }
      while (ids.size() < 50) {
        Pdu pdu = client.next();
        if (pdu.id() == (RESPONSE | SUBMIT_SM)) {
          assertThat(ids.add(pdu.cString())).isTrue();
        } else {
          client.acknowledge(pdu, 0);
        }
      }
    }
  }

  @Test
  void aSubmitBeforeTheBindHasAnInvalidBindStatus() {
    try (TestClient client = simulator.connect()) {
      assertThat(client.submitAndReceive("84912345678", "too early").status()).isEqualTo(4);
    }
  }

  @Test
  void aPortInUseIsReportedWithItsOption() {
    int smppPort = simulator.get().smppPort();
    int httpPort = simulator.get().httpPort();
    assertNotAvailable(
        SimulatorOptions.defaults().withPorts(smppPort, 0), "SMPP", smppPort, "--port");
    assertNotAvailable(
        SimulatorOptions.defaults().withPorts(0, httpPort), "HTTP", httpPort, "--http-port");
  }

  private static void assertNotAvailable(
      SimulatorOptions options, String name, int port, String option) {
    assertThatThrownBy(() -> SmscSimulator.start(options))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The %s port 127.0.0.1:%d is not available (Address already in use); choose another"
                + " with %s N",
            name, port, option);
  }
}
