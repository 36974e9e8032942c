package dev.notifier.worker.bind;

import dev.notifier.smsc.SimulatorOptions;
import dev.notifier.smsc.SmscSimulator;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.record.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The simulator in this JVM. */
final class EmbeddedSmsc implements Smsc {
  private final SimulatorOptions options = SimulatorOptions.defaults().withPorts(0, 0);
  private final SmscSimulator simulator;

  EmbeddedSmsc() {
    try {
      simulator = SmscSimulator.start(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String host() {
    return options.host();
  }

  @Override
  public int smppPort() {
    return simulator.smppPort();
  }

  @Override
  public Counts counts() {
    return simulator.counts();
  }

  @Override
  public void configure(Behaviour behaviour) {
    simulator.configure(behaviour);
  }

  @Override
  public void dropSessions() {
    simulator.dropSessions();
  }

  @Override
  public void close() {
    try {
      simulator.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
