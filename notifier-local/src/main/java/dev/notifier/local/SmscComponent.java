package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import dev.notifier.smsc.SimulatorOptions;
import dev.notifier.smsc.SmscSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The message centre with its handset page, in this process. */
final class SmscComponent implements Component {
  private final HomeDirectory home;
  private final LocalSettings settings;
  private volatile @Nullable SmscSimulator simulator;

  SmscComponent(HomeDirectory home, LocalSettings settings) {
    this.home = home;
    this.settings = settings;
  }

  @Override
  public ComponentKind kind() {
    return ComponentKind.SMSC;
  }

  @Override
  public List<NeededPort> ports() {
    return List.of(
        new NeededPort(settings.smscPort(), "local.smsc-port"),
        new NeededPort(settings.handsetPort(), "local.handset-port"));
  }

  @Override
  public Started start() throws IOException {
    var options =
        SimulatorOptions.defaults()
            .withPorts(settings.smscPort(), settings.handsetPort())
            .withData(home.smsc());
    var started = SmscSimulator.start(options);
    simulator = started;
    var address = "127.0.0.1:" + started.smppPort();
    var handset = "http://127.0.0.1:" + started.httpPort() + "/";
    return new Started(
        ProcessHandle.current().pid(), address, Map.of("smsc", address, "handset", handset));
  }

  @Override
  public boolean isAlive() {
    return simulator != null;
  }

  @Override
  public void stop() {
    var running = simulator;
    simulator = null;
    if (running != null) {
      try {
        running.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
