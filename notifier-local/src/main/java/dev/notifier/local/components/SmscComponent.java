package dev.notifier.local.components;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.smsc.SimulatorOptions;
import dev.notifier.smsc.SmscSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The simulated SMSC with its handset page, in this process. */
record SmscComponent(HomeDirectory home, LocalSettings.Loaded loaded) implements Component {
  @Override
  public ComponentKind kind() {
    return ComponentKind.SMSC;
  }

  @Override
  public List<NeededPort> ports() {
    LocalSettings settings = loaded.local();
    return List.of(
        new NeededPort(settings.smscPort(), "local.smsc-port"),
        new NeededPort(settings.handsetPort(), "local.handset-port"));
  }

  @Override
  public RunningComponent start() throws IOException {
    LocalSettings settings = loaded.local();
    var simulator =
        SmscSimulator.start(
            SimulatorOptions.defaults()
                .withPorts(settings.smscPort(), settings.handsetPort())
                .withData(home.smsc())
                .withBehaviour(TestNumber.behaviour())
                .withAggregators(
                    loaded.hasAggregator()
                        ? List.of(LocalAggregator.simulated(home, loaded.apiPort()))
                        : List.of()));
    var address = "127.0.0.1:" + simulator.smppPort();
    var handset = "http://127.0.0.1:" + simulator.httpPort() + "/";
    return RunningComponent.inThisProcess(
        address, Map.of("smsc", address, "handset", handset), () -> true, () -> close(simulator));
  }

  private static void close(SmscSimulator simulator) {
    try {
      simulator.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
