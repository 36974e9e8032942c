package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LinkFaultsTest {
  private static final String TO = "84912345678";
  private static final int ENQUIRE = 0x15;
  private static final int ENQUIRE_RESP = 0x80000015;
  private static final int UNBIND = 6;

  private SmscSimulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator = SmscSimulator.start(SimulatorOptions.usual().withPorts(0, 0));
  }

  @AfterEach
  void stop() throws IOException {
    simulator.close();
  }

  @Test
  void aLinkIsDroppedAfterSoManyPdus() {
    configure("link: { dropAfterPdus: 3 }");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.send(ENQUIRE, new byte[0]);
      assertThat(client.next().id()).isEqualTo(ENQUIRE_RESP);
      client.send(ENQUIRE, new byte[0]);
      assertThat(client.isClosedByPeer()).isTrue();
    }
    assertThat(fault("linksDropped")).isEqualTo(1);
  }

  @Test
  void aDroppedSubmitIsTakenOrNot() {
    configure(
        """
        faults:
          - { fault: drop, to: '.*1' }
          - { fault: drop, to: '.*2', accepted: true, chance: 1 }\
        """);
    for (String to : new String[] {"84912345671", "84912345672"}) {
      try (TestClient client = TestClient.bound(simulator.smppPort())) {
        client.submit(to, "dropped");
        assertThat(client.isClosedByPeer()).isTrue();
      }
    }
    assertThat(simulator.counts().silent()).isEqualTo(1);
    assertThat(simulator.counts().accepted()).isEqualTo(1);
    assertThat(fault("linksDropped")).isEqualTo(2);
  }

  @Test
  void aHalfOpenLinkGoesOnAfterItsTimeOrAReset() {
    configure("faults: [{ fault: half-open, to: '.*1', lastsMs: 300 }]");
    try (TestClient client = TestClient.bound(simulator.smppPort());
        TestClient other = TestClient.bound(simulator.smppPort())) {
      client.submit("84912345671", "freezes");
      client.send(ENQUIRE, new byte[0]);
      other.send(ENQUIRE, new byte[0]);
      assertThat(other.next().id()).isEqualTo(ENQUIRE_RESP);
      assertThat(client.next().id()).isEqualTo(SmscSimulatorTest.SUBMIT_RESP);
      assertThat(client.next().id()).isEqualTo(ENQUIRE_RESP);

      configure("link: { halfOpenAfterPdus: 4 }");
      client.send(ENQUIRE, new byte[0]);
      client.send(ENQUIRE, new byte[0]);
      other.send(ENQUIRE, new byte[0]);
      assertThat(other.next().id()).isEqualTo(ENQUIRE_RESP);
      while (fault("linksHalfOpen") < 2) {
        Thread.onSpinWait();
      }
      simulator.reset();
      assertThat(client.next().id()).isEqualTo(ENQUIRE_RESP);
      assertThat(client.next().id()).isEqualTo(ENQUIRE_RESP);
      assertThat(simulator.counts().sessions()).isEqualTo(2);
    }
  }

  @Test
  void whatIsWrittenInPiecesIsWhole() {
    configure(
        """
        link: { splitEvery: 1, splitBytes: 5, splitPauseMs: 2 }
        receipts: { delay: { fixedMs: 0 } }\
        """);
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      for (int i = 0; i < 5; i++) {
        client.submit(TO, "text " + i);
        assertThat(client.next().status()).isZero();
        Pdu receipt = client.next();
        assertThat(receipt.shortMessage()).endsWith("text:text " + i);
        client.acknowledge(receipt, 0);
      }
    }
    assertThat(fault("writesSplit")).isGreaterThanOrEqualTo(5);
  }

  @Test
  void junkComesAfterTheAnswer() {
    record Case(String form, int length, int commandId) {}
    Case[] cases = {
      new Case("over-long", 0x7FFFFFFF, 5),
      new Case("too-short", 8, 5),
      new Case("unknown-command", 16, 0x7777),
      new Case("cut-deliver", 18, 5)
    };
    for (Case some : cases) {
      configure("faults: [{ fault: junk, to: '.*', form: " + some.form() + " }]");
      try (TestClient client = TestClient.bound(simulator.smppPort())) {
        client.submit(TO, some.form());
        assertThat(client.next().status()).isZero();
        ByteBuffer header = ByteBuffer.wrap(client.take(16));
        assertThat(header.getInt()).as(some.form()).isEqualTo(some.length());
        assertThat(header.getInt()).isEqualTo(some.commandId());
      }
    }
    configure("link: { junkEvery: 2 }");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "one");
      client.submit(TO, "two");
      assertThat(client.next().status()).isZero();
      assertThat(client.next().status()).isZero();
      assertThat(client.next().id()).isEqualTo(0x7777);
    }
    assertThat(fault("junkPdus")).isEqualTo(5);
  }

  @Test
  void theCentreAsksToUnbind() {
    configure("faults: [{ fault: unbind, to: '.*' }]");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "last");
      assertThat(client.next().status()).isZero();
      Pdu unbind = client.next();
      assertThat(unbind.id()).isEqualTo(UNBIND);
      client.write(0x80000006, 0, unbind.sequence(), new byte[0]);
      client.submit(TO, "too late");
      assertThat(client.next().status()).isEqualTo(4);
    }
    assertThat(fault("linksUnbound")).isEqualTo(1);
  }

  @Test
  void anEnquireLinkMayGetNoAnswer() {
    configure("link: { silentEnquireLink: true }");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.send(ENQUIRE, new byte[0]);
      client.submit(TO, "answered");
      assertThat(client.next().id()).isEqualTo(SmscSimulatorTest.SUBMIT_RESP);
    }
    assertThat(fault("enquireLinksIgnored")).isEqualTo(1);
  }

  @Test
  void theFirstBindsAreRefusedWithTheStatusConfigured() {
    configure("binds: { status: '0x0D', firstAttempts: 2 }");
    try (TestClient client = new TestClient(simulator.smppPort())) {
      assertThat(client.bind(9, "tester", "").status()).isEqualTo(0x0D);
      assertThat(client.bind(9, "tester", "").status()).isEqualTo(0x0D);
      assertThat(client.bind(9, "tester", "").status()).isZero();
    }
    configure("binds: { status: 15, forMs: 600000 }");
    try (TestClient client = new TestClient(simulator.smppPort())) {
      assertThat(client.bind(2, "tester", "").status()).isEqualTo(0x0F);
    }
    assertThat(fault("bindsRefused")).isEqualTo(3);
  }

  @Test
  void aBindMayGetNoAnswer() {
    configure("binds: { silent: true, firstAttempts: 1 }");
    try (TestClient client = new TestClient(simulator.smppPort())) {
      byte[] body = {'a', 0, 0, 0, 0x34, 0, 0, 0};
      client.send(9, body);
      int second = client.send(9, body);
      assertThat(client.next().sequence()).isEqualTo(second);
    }
    assertThat(fault("bindsWithoutResponse")).isEqualTo(1);
  }

  @Test
  void anAccountHasSoManySessionsAndNoMore() {
    configure("binds: { maxSessions: 1, maxSessionsStatus: 0x0D }");
    try (TestClient first = new TestClient(simulator.smppPort());
        TestClient second = new TestClient(simulator.smppPort())) {
      assertThat(first.bind(9, "alpha", "").status()).isZero();
      assertThat(second.bind(9, "alpha", "").status()).isEqualTo(0x0D);
      assertThat(second.bind(9, "beta", "").status()).isZero();
    }
    assertThat(fault("sessionsRefused")).isEqualTo(1);
  }

  @Test
  void aReceiverMayNotSubmit() {
    try (TestClient client = new TestClient(simulator.smppPort())) {
      assertThat(client.bind(1, "tester", "").status()).isZero();
      client.submit(TO, "not here");
      assertThat(client.next().status()).isEqualTo(4);
    }
  }

  private void configure(String yaml) {
    simulator.configure(BehaviourFormat.fromYaml(yaml));
  }

  private long fault(String key) {
    return simulator.counts().faults().getOrDefault(key, -1L);
  }
}
