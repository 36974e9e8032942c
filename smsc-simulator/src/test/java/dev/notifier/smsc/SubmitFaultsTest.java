package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.smsc.TestClient.Pdu;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import dev.notifier.smsc.behaviour.Delay;
import dev.notifier.smsc.behaviour.SubmitLimits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SubmitFaultsTest {
  private static final Behaviour PROMPT = SmscSimulatorTest.PROMPT;
  private static final String TO = "84912345678";
  private static final String CONGESTION_TLV = "\4(\0\1";

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
  void aChanceRefusesSomeAndTheSameSeedTheSameOnes() {
    faults("[{ fault: refuse, to: '.*', status: 0x14, chance: 0.3 }]");
    List<Integer> first = statuses(60);
    faults("[{ fault: refuse, to: '.*', status: 0x14, chance: 0.3 }]");
    assertThat(statuses(60)).isEqualTo(first).contains(0, 0x14);
    assertThat(fault("refused")).isEqualTo(simulator.counts().refused());
  }

  @Test
  void aFullQueueRefusesEverythingWhileItLasts() {
    faults("[{ fault: refuse, to: '.*', status: 0x14, forMs: 600000 }]");
    assertThat(statuses(3)).containsOnly(0x14);
    faults("[{ fault: refuse, to: '.*', status: 0x14, forMs: 1 }, { fault: slow, to: '.*' }]");
    while (statuses(1).getFirst() != 0) {
      // The millisecond is not over yet.
    }
  }

  @Test
  void aSlowAnswerComesAfterAQuickOne() {
    faults("[{ fault: slow, to: '.*1', delay: { fixedMs: 300, tailMs: 5 } }]");
    try (TestClient client = transmitter()) {
      int slow = client.submit("84912345671", "slow");
      int quick = client.submit("84912345672", "quick");
      assertThat(client.next().sequence()).isEqualTo(quick);
      assertThat(client.next().sequence()).isEqualTo(slow);
    }
    assertThat(fault("slow")).isEqualTo(1);
  }

  @Test
  void beyondTheRateSubmitsAreThrottledOverAllSessionsOfAnAccount() {
    simulator.configure(
        PROMPT.withLimits(
            SubmitLimits.NONE
                .withRate(1, 2, SubmitLimits.Per.ACCOUNT, 0x14)
                .withCongestion(SubmitLimits.Congestion.LOAD, 0)));
    try (TestClient one = transmitter();
        TestClient two = transmitter()) {
      int throttled = 0;
      for (int i = 0; i < 20; i++) {
        TestClient client = i % 2 == 0 ? one : two;
        client.submit(TO, "text " + i);
        Pdu answer = client.next();
        assertThat(answer.text()).contains(CONGESTION_TLV);
        throttled += answer.status() == 0x14 ? 1 : 0;
      }
      assertThat(throttled).isPositive();
      assertThat(simulator.counts().throttled()).isEqualTo(throttled);
      assertThat(simulator.counts().accepted()).isEqualTo(20 - throttled);
    }
  }

  @Test
  void aRatePerSessionLeavesOthersAlone() {
    simulator.configure(
        PROMPT.withLimits(SubmitLimits.NONE.withRate(1, 1, SubmitLimits.Per.SESSION, 0x58)));
    try (TestClient one = transmitter();
        TestClient two = transmitter()) {
      one.submit(TO, "one");
      assertThat(one.next().status()).isZero();
      two.submit(TO, "two");
      assertThat(two.next().status()).isZero();
    }
  }

  @Test
  void beyondTheWindowSubmitsAreRefused() {
    simulator.configure(
        PROMPT
            .withResponseDelay(new Delay(400, 0))
            .withLimits(
                SubmitLimits.NONE
                    .withWindow(2, 0x45)
                    .withCongestion(SubmitLimits.Congestion.FIXED, 85)));
    try (TestClient client = transmitter()) {
      byte[] three = new byte[0];
      for (int i = 1; i <= 3; i++) {
        byte[] body = TestClient.submitBody(TO, 0, 0, new byte[] {(byte) ('a' + i)});
        byte[] frame = TestClient.frame(4, 0, i, body);
        byte[] joined = java.util.Arrays.copyOf(three, three.length + frame.length);
        System.arraycopy(frame, 0, joined, three.length, frame.length);
        three = joined;
      }
      client.raw(three);
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Pdu answer = client.next();
        statuses.add(answer.status());
        assertThat(answer.text()).endsWith(CONGESTION_TLV + "U");
      }
      assertThat(statuses).containsExactlyInAnyOrder(0, 0, 0x45);
    }
    assertThat(fault("windowExceeded")).isEqualTo(1);
  }

  @Test
  void oddAnswersAreOddAndTheMessageIsTaken() {
    record Case(String form, String body) {}
    List<Case> cases =
        List.of(
            new Case("empty-id", "\0"),
            new Case("no-body", ""),
            new Case("no-terminator", "[0-9A-F]+"),
            new Case("long-id", "[0-9A-F]{80}\0"),
            new Case("cut-tlv", "[0-9A-F]+\0\4\\(\0\t\0"));
    try (TestClient client = transmitter()) {
      for (Case some : cases) {
        faults("[{ fault: response, to: '.*', form: " + some.form() + " }]");
        client.submit(TO, some.form());
        Pdu answer = client.next();
        assertThat(answer.status()).isZero();
        assertThat(answer.text()).as(some.form()).matches(some.body());
      }
      faults("[{ fault: response, to: '.*', form: twice }]");
      client.submit(TO, "twice");
      assertThat(client.next().cString()).isEqualTo(client.next().cString());
    }
    assertThat(simulator.counts().accepted()).isEqualTo(6);
    assertThat(fault("abnormalResponses")).isEqualTo(6);
  }

  @Test
  void aTakenMessageMayStayUnansweredAndItsReceiptComes() {
    faults("[{ fault: silence, to: '.*', accepted: true }]");
    try (TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit(TO, "taken");
      assertThat(client.next().shortMessage()).endsWith("text:taken");
    }
    assertThat(simulator.counts().accepted()).isEqualTo(1);
    assertThat(fault("acceptedWithoutResponse")).isEqualTo(1);
  }

  private TestClient transmitter() {
    TestClient client = new TestClient(simulator.smppPort());
    assertThat(client.bind(2, "tester", "").status()).isZero();
    return client;
  }

  private List<Integer> statuses(int submits) {
    List<Integer> statuses = new ArrayList<>();
    try (TestClient client = transmitter()) {
      for (int i = 0; i < submits; i++) {
        client.submit(TO, "text " + i);
        statuses.add(client.next().status());
      }
    }
    return statuses;
  }

  private void faults(String yaml) {
    simulator.configure(
        BehaviourFormat.fromYaml("receipts: { delay: { fixedMs: 0 } }\nfaults: " + yaml));
  }

  private long fault(String key) {
    return simulator.counts().faults().getOrDefault(key, -1L);
  }
}
