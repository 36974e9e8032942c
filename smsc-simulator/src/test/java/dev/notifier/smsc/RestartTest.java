package dev.notifier.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.smsc.TestClient.Pdu;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.record.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  private static final Behaviour PROMPT = RunningSimulator.PROMPT;

  @TempDir private Path data;

  @Test
  void dueReceiptsAndCountsSurviveARestart() throws IOException {
    String id = submitWithoutReceipt(data);

    assertReceiptIsSent(data, id);
  }

  /** A copy of the files of a running simulator is what kill -9 leaves. */
  @Test
  void dueReceiptsSurviveAKillAndAnIncompleteEntry(@TempDir Path afterKill) throws IOException {
    String id;
    try (SmscSimulator simulator = start(data);
        TestClient client = new TestClient(simulator.smppPort())) {
      client.bind(TestClient.BIND_TRANSMITTER, "tester", "");
      client.submit("84912345678", "kept");
      id = client.next().cString();
      Files.copy(data.resolve("record.log"), afterKill.resolve("record.log"));
    }
    byte[] incomplete = {0, 0, 0, 90, 1, 2, 3, 4, 'S', 5, 6};
    Files.write(afterKill.resolve("record.log"), incomplete, StandardOpenOption.APPEND);

    assertReceiptIsSent(afterKill, id);
  }

  @Test
  void anAcknowledgedReceiptIsNotSentAgain() throws IOException {
    try (SmscSimulator simulator = start(data);
        TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit("84912345678", "once");
      client.next();
      client.acknowledge(client.next(), 0);
      client.expectNothingSent();
    }
    try (SmscSimulator simulator = start(data)) {
      assertThat(simulator.counts().receiptsDue()).isZero();
      assertThat(simulator.counts().receiptsAcknowledged()).isEqualTo(1);
      assertThat(simulator.messages()).hasSize(1);
    }
  }

  @Test
  void countsAndIdentitiesAddUpOverRestartsAndCompaction() throws IOException {
    for (int run = 0; run < 3; run++) {
      try (SmscSimulator simulator = start(data);
          TestClient client = new TestClient(simulator.smppPort())) {
        client.bind(TestClient.BIND_TRANSMITTER, "tester", "");
        client.submit("84912345678", "same text");
        client.submit("84912345678", "run " + run);
        client.next();
        client.next();
      }
    }
    try (SmscSimulator simulator = start(data)) {
      Counts counts = simulator.counts();
      assertThat(counts.accepted()).isEqualTo(6);
      assertThat(counts.distinct()).isEqualTo(4);
      assertThat(counts.repeated()).isEqualTo(2);
      assertThat(counts.receiptsDue()).isEqualTo(6);
      simulator.reset();
    }
    try (SmscSimulator simulator = start(data)) {
      assertThat(simulator.counts().submitted()).isZero();
      assertThat(simulator.messages()).isEmpty();
    }
  }

  @Test
  void messageIdsOfEarlierRunsAreNotReused() throws IOException {
    String first = submitWithoutReceipt(data);
    String second = submitWithoutReceipt(data);
    assertThat(Long.parseLong(second, 16)).isGreaterThan(Long.parseLong(first, 16));
  }

  @Test
  void onlyOneSimulatorUsesADataDirectory() throws IOException {
    try (SmscSimulator simulator = start(data)) {
      assertThat(simulator.counts().sessions()).isZero();
      assertThatThrownBy(() -> start(data))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "another simulator uses this data directory; stop it, or choose another directory with"
                  + " --data");
    }
  }

  @Test
  void theRecordIsOnDiskBeforeTheResponse() throws IOException {
    try (SmscSimulator simulator = start(data);
        TestClient client = TestClient.bound(simulator.smppPort())) {
      client.submit("84912345678", "written first");
      client.next();
      String file = Files.readString(data.resolve("record.log"), StandardCharsets.ISO_8859_1);
      assertThat(file).contains("written first");
    }
  }

  private static String submitWithoutReceipt(Path data) throws IOException {
    try (SmscSimulator simulator = start(data);
        TestClient client = new TestClient(simulator.smppPort())) {
      client.bind(TestClient.BIND_TRANSMITTER, "tester", "");
      client.submit("84912345678", "kept");
      return client.next().cString();
    }
  }

  private static void assertReceiptIsSent(Path data, String id) throws IOException {
    try (SmscSimulator simulator = start(data)) {
      assertThat(simulator.counts().receiptsDue()).isEqualTo(1);
      assertThat(simulator.counts().accepted()).isEqualTo(1);
      try (TestClient client = TestClient.bound(simulator.smppPort())) {
        Pdu receipt = client.next();
        assertThat(receipt.shortMessage()).startsWith("id:" + id + " ");
        client.acknowledge(receipt, 0);
        client.expectNothingSent();
      }
      assertThat(simulator.counts().receiptsDue()).isZero();
    }
  }

  private static SmscSimulator start(Path data) throws IOException {
    return SmscSimulator.start(
        SimulatorOptions.defaults().withPorts(0, 0).withBehaviour(PROMPT).withData(data));
  }
}
