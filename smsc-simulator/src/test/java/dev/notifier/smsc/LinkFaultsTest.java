package dev.notifier.smsc;

import static dev.notifier.smsc.TestClient.BIND_RECEIVER;
import static dev.notifier.smsc.TestClient.BIND_TRANSCEIVER;
import static dev.notifier.smsc.TestClient.ENQUIRE_LINK;
import static dev.notifier.smsc.TestClient.RESPONSE;
import static dev.notifier.smsc.TestClient.SUBMIT_SM;
import static dev.notifier.smsc.TestClient.UNBIND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LinkFaultsTest {
  private static final String TO = "84912345678";

  @RegisterExtension private final RunningSimulator simulator = new RunningSimulator();

  @Test
  void aLinkIsDroppedAfterANumberOfPdus() {
    simulator.configure("link: { dropAfterPdus: 3 }");
    try (TestClient client = simulator.transceiver()) {
      client.expectNothingSent();
      client.send(ENQUIRE_LINK, new byte[0]);
      assertThat(client.isClosedByPeer()).isTrue();
    }
    assertThat(simulator.faults("linksDropped")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"false, 0, 1", "true, 1, 0"})
  void aDropFaultAcceptsTheMessageOrNot(boolean accepted, int acceptedCount, int silentCount) {
    simulator.configure("faults: [{ fault: drop, to: '.*', accepted: " + accepted + " }]");
    try (TestClient client = simulator.transceiver()) {
      client.submit(TO, "dropped");
      assertThat(client.isClosedByPeer()).isTrue();
    }
    assertThat(simulator.counts().accepted()).isEqualTo(acceptedCount);
    assertThat(simulator.counts().silent()).isEqualTo(silentCount);
    assertThat(simulator.faults("linksDropped")).isEqualTo(1);
  }

  @Test
  void aHalfOpenLinkResumesAfterItsDuration() {
    simulator.configure("faults: [{ fault: half-open, to: '.*1', lastsMs: 300 }]");
    try (TestClient client = simulator.transmitter();
        TestClient other = simulator.transmitter()) {
      client.submit("84912345671", "half-open");
      client.send(ENQUIRE_LINK, new byte[0]);
      other.expectNothingSent();
      assertThat(client.next().id()).isEqualTo(RESPONSE | SUBMIT_SM);
      assertThat(client.next().id()).isEqualTo(RESPONSE | ENQUIRE_LINK);
    }
    assertThat(simulator.faults("linksHalfOpen")).isEqualTo(1);
  }

  @Test
  void aHalfOpenLinkResumesAfterAReset() {
    simulator.configure("link: { halfOpenAfterPdus: 2 }");
    try (TestClient client = simulator.transmitter()) {
      client.send(ENQUIRE_LINK, new byte[0]);
      client.send(ENQUIRE_LINK, new byte[0]);
      while (simulator.faults("linksHalfOpen") < 1) {
        Thread.onSpinWait();
      }
      simulator.get().reset();
      assertThat(client.next().id()).isEqualTo(RESPONSE | ENQUIRE_LINK);
      assertThat(client.next().id()).isEqualTo(RESPONSE | ENQUIRE_LINK);
      assertThat(simulator.counts().sessions()).isEqualTo(1);
    }
  }

  @Test
  void pdusWrittenInPiecesAreComplete() {
    simulator.configure(
        """
        link: { splitEvery: 1, splitBytes: 5, splitPauseMs: 2 }
        receipts: { delay: { fixedMs: 0 } }\
        """);
    try (TestClient client = simulator.transceiver()) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.submitAndReceive(TO, "text " + i).status()).isZero();
        assertThat(client.acknowledgeReceipt()).endsWith("text:text " + i);
      }
    }
    // At most the bind response and two writes for each submit; quick successive writes are not
    // split.
    assertThat(simulator.faults("writesSplit")).isBetween(5L, 11L);
  }

  @ParameterizedTest
  @CsvSource({
    "over-long, 0x7FFFFFFF, 0x0005",
    "too-short, 8, 0x0005",
    "unknown-command, 16, 0x7777",
    "cut-deliver, 18, 0x0005"
  })
  void anInvalidPduFollowsTheResponse(String form, String length, String commandId) {
    simulator.configure("faults: [{ fault: junk, to: '.*', form: " + form + " }]");
    try (TestClient client = simulator.transmitter()) {
      assertThat(client.submitAndReceive(TO, form).status()).isZero();
      ByteBuffer header = ByteBuffer.wrap(client.receive(16));
      assertThat(header.getInt()).isEqualTo(Integer.decode(length));
      assertThat(header.getInt()).isEqualTo(Integer.decode(commandId));
    }
    assertThat(simulator.faults("junkPdus")).isEqualTo(1);
  }

  @Test
  void anInvalidPduFollowsEverySecondSubmit() {
    simulator.configure("link: { junkEvery: 2 }");
    try (TestClient client = simulator.transmitter()) {
      assertThat(client.submitAndReceive(TO, "one").status()).isZero();
      assertThat(client.submitAndReceive(TO, "two").status()).isZero();
      assertThat(client.next().id()).isEqualTo(0x7777);
    }
    assertThat(simulator.faults("junkPdus")).isEqualTo(1);
  }

  @Test
  void theSmscUnbinds() {
    simulator.configure("faults: [{ fault: unbind, to: '.*' }]");
    try (TestClient client = simulator.transmitter()) {
      assertThat(client.submitAndReceive(TO, "last").status()).isZero();
      Pdu unbind = client.next();
      assertThat(unbind.id()).isEqualTo(UNBIND);
      client.write(RESPONSE | UNBIND, 0, unbind.sequence(), new byte[0]);
      assertThat(client.submitAndReceive(TO, "too late").status()).isEqualTo(4);
    }
    assertThat(simulator.faults("linksUnbound")).isEqualTo(1);
  }

  @Test
  void anEnquireLinkGetsNoResponse() {
    simulator.configure("link: { silentEnquireLink: true }");
    try (TestClient client = simulator.transmitter()) {
      client.send(ENQUIRE_LINK, new byte[0]);
      assertThat(client.submitAndReceive(TO, "next").id()).isEqualTo(RESPONSE | SUBMIT_SM);
    }
    assertThat(simulator.faults("enquireLinksIgnored")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ status: '0x0D', firstAttempts: 2 }|0x0D|0x0D|0|2",
        "{ status: 15, forMs: 600000 }|0x0F|0x0F|0x0F|3",
        "{ status: 0x0E }|0x0E|0x0E|0x0E|3",
      })
  void bindsAreRefused(String binds, String first, String second, String third, int refused) {
    simulator.configure("binds: " + binds);
    try (TestClient client = simulator.connect()) {
      for (String status : new String[] {first, second, third}) {
        assertThat(client.bind(BIND_TRANSCEIVER, "tester", "").status())
            .isEqualTo(Integer.decode(status));
      }
    }
    assertThat(simulator.faults("bindsRefused")).isEqualTo(refused);
  }

  @Test
  void aBindGetsNoResponse() {
    simulator.configure("binds: { silent: true, firstAttempts: 1 }");
    try (TestClient client = simulator.connect()) {
      byte[] body = {'a', 0, 0, 0, 0x34, 0, 0, 0};
      client.send(BIND_TRANSCEIVER, body);
      int second = client.send(BIND_TRANSCEIVER, body);
      assertThat(client.next().sequence()).isEqualTo(second);
    }
    assertThat(simulator.faults("bindsWithoutResponse")).isEqualTo(1);
  }

  @Test
  void aBindIsRefusedWithAGenericNack() {
    simulator.configure("binds: { status: 0x0F, nack: true }");
    try (TestClient client = simulator.connect()) {
      TestClient.Pdu response = client.bind(BIND_TRANSCEIVER, "tester", "");
      assertThat(response.id()).isEqualTo(TestClient.GENERIC_NACK);
      assertThat(response.status()).isEqualTo(0x0F);
      assertThat(response.sequence()).isEqualTo(1);
    }
  }

  @Test
  void aBindGetsARawResponseAndIsBoundIfItsStatusIsZero() {
    simulator.configure(
        "binds: { raw: '00000017 80000009 00000000 00000001 524157534d5343', firstAttempts: 1 }");
    try (TestClient client = simulator.connect()) {
      assertThat(client.bind(BIND_TRANSCEIVER, "tester", "").text()).isEqualTo("RAWSMSC");
      assertThat(client.submitAndReceive(TO, "next").status()).isZero();
    }
    assertThat(simulator.faults("bindResponsesRaw")).isEqualTo(1);

    simulator.configure("binds: { raw: '00000010 80000000 00000053 00000001' }");
    try (TestClient client = simulator.connect()) {
      assertThat(client.bind(BIND_TRANSCEIVER, "tester", "").status()).isEqualTo(0x53);
      assertThat(client.submitAndReceive(TO, "next").status()).isEqualTo(4);
    }
  }

  @Test
  void longCredentialsAreAccepted() {
    simulator.configure("{ systemId: %s, password: %s }".formatted("s".repeat(64), "p".repeat(64)));
    try (TestClient client = simulator.connect()) {
      assertThat(client.bind(BIND_TRANSCEIVER, "s".repeat(64), "p".repeat(63)).status())
          .isEqualTo(0x0E);
      assertThat(client.bind(BIND_TRANSCEIVER, "s".repeat(64), "p".repeat(64)).status()).isZero();
    }
  }

  @Test
  void anAccountHasAMaximumOfSessions() {
    simulator.configure("binds: { maxSessions: 1, maxSessionsStatus: 0x0D }");
    try (TestClient first = simulator.connect();
        TestClient second = simulator.connect()) {
      assertThat(first.bind(BIND_TRANSCEIVER, "alpha", "").status()).isZero();
      assertThat(second.bind(BIND_TRANSCEIVER, "alpha", "").status()).isEqualTo(0x0D);
      assertThat(second.bind(BIND_TRANSCEIVER, "beta", "").status()).isZero();
    }
    assertThat(simulator.faults("sessionsRefused")).isEqualTo(1);
  }

  @Test
  void aReceiverMayNotSubmit() {
    try (TestClient client = simulator.bound(BIND_RECEIVER, "tester")) {
      assertThat(client.submitAndReceive(TO, "not here").status()).isEqualTo(4);
    }
  }
}
