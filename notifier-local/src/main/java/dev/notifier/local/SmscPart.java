package dev.notifier.local;

import dev.notifier.local.home.Home;
import dev.notifier.smsc.SimulatorOptions;
import dev.notifier.smsc.SmscSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The message centre with its handset page, in this process. */
final class SmscPart implements Part {
  private final Home home;
  private final LocalSettings settings;
  private volatile @Nullable SmscSimulator simulator;

  SmscPart(Home home, LocalSettings settings) {
    this.home = home;
    this.settings = settings;
  }

  @Override
  public PartKind kind() {
    return PartKind.SMSC;
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
