package dev.notifier.smsc;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourFormat;
import dev.notifier.smsc.behaviour.Delay;
import dev.notifier.smsc.behaviour.ReceiptFormat;
import dev.notifier.smsc.behaviour.ReceiptPolicy;
import dev.notifier.smsc.record.Counts;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts a simulator on free ports before each test and closes it afterwards. */
final class RunningSimulator implements BeforeEachCallback, AfterEachCallback {
  /** Sends receipts without a delay, and retries them without a delay. */
  static final Behaviour PROMPT =
      Behaviour.OBEDIENT.withReceipts(
          new ReceiptPolicy(Delay.NONE, ReceiptFormat.BOTH, 100, 10_000, 0));

  private @Nullable SmscSimulator simulator;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    simulator =
        SmscSimulator.start(SimulatorOptions.defaults().withPorts(0, 0).withBehaviour(PROMPT));
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    get().close();
  }

  SmscSimulator get() {
    return Objects.requireNonNull(simulator);
  }

  Counts counts() {
    return get().counts();
  }

  /** Returns how often a kind of fault occurred; -1 for an unknown kind. */
  long faults(String kind) {
    return counts().faults().getOrDefault(kind, -1L);
  }

  void configure(Behaviour behaviour) {
    get().configure(behaviour);
  }

  /** Configures a YAML document; missing keys get their defaults. */
  void configure(String yaml) {
    configure(BehaviourFormat.fromYaml(yaml));
  }

  /** Connects without a bind. */
  TestClient connect() {
    return new TestClient(get().smppPort());
  }

  TestClient transceiver() {
    return bound(TestClient.BIND_TRANSCEIVER, "tester");
  }

  TestClient transmitter() {
    return bound(TestClient.BIND_TRANSMITTER, "tester");
  }

  TestClient bound(int commandId, String systemId) {
    TestClient client = connect();
    int status = client.bind(commandId, systemId, "secret").status();
    if (status != 0) {
      throw new IllegalStateException("bind refused with status " + status);
    }
    return client;
  }
}
