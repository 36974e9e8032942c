package dev.notifier.local;

import dev.notifier.local.home.Home;
import dev.notifier.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The broker, in this process. */
final class KafkaPart implements Part {
  private final Home home;
  private final int port;
  private volatile @Nullable EmbeddedKafka kafka;

  KafkaPart(Home home, LocalSettings settings) {
    this.home = home;
    this.port = settings.kafkaPort();
  }

  @Override
  public PartKind kind() {
    return PartKind.KAFKA;
  }

  @Override
  public List<NeededPort> ports() {
    return List.of(new NeededPort(port, "local.kafka-port"));
  }

  @Override
  public Started start() throws IOException {
    var started = EmbeddedKafka.start(home.kafka(), port);
    kafka = started;
    var address = started.bootstrapServers();
    return new Started(ProcessHandle.current().pid(), address, Map.of("kafka", address));
  }

  @Override
  public boolean isAlive() {
    return kafka != null;
  }

  @Override
  public void stop() {
    var running = kafka;
    kafka = null;
    if (running != null) {
      running.close();
    }
  }
}
